import { computed, ref, watch, type Ref } from 'vue'
import { OcsError, talk } from '@/api/ocs'
import { i18n } from '@/i18n'
import { explain } from '@/lib/errors'
import type { useRoom } from '@/room/room'
import { useToasts } from '@/stores/toasts'
import { flagsOf, type Sending } from './callRules'
import { createFlags } from './flags'
import { createIntention } from './intention'

export type CallPhase = 'out' | 'joining' | 'in' | 'moving' | 'leaving'

interface Hooks {
  sending: Ref<Sending>
  mayJoin(): boolean
  /** One is in: media begin. */
  begin(): void
  /** One is not, for the time being: nothing is sent or received. */
  halt(): void
  /** One is out: devices and screen are let go. */
  release(): void
  /** Switches on what one has chosen at the door. */
  prepare(): Promise<void>
}

/** So long one may be on the way from one room to another. */
const MOVED_WITHIN = 60_000
const REJOIN_AFTER = [0, 1_000, 3_000, 6_000]
const REFUSALS = { 403: 'call.errors.mayNotStart', 404: 'call.errors.session', 412: 'call.errors.lobby', consent: 'call.errors.consent' }

/** Being in the call: into it and out of it, over moves, lost sessions and reloads, until somebody ends it. */
export function createPresence(room: ReturnType<typeof useRoom>, hooks: Hooks) {
  const toasts = useToasts()
  const { t } = i18n.global
  const { signaling } = room
  const phase = ref<CallPhase>('out')
  const isIn = computed(() => phase.value === 'in' || phase.value === 'moving')
  /** Where the call is; a move changes it. */
  let token = ''
  const flags = createFlags(() => token)
  /** Of several attempts to get in only the last one counts. */
  let attempt = 0
  let patience: ReturnType<typeof setTimeout> | undefined

  /** @throws OcsError when the server refuses */
  async function enter(silent: boolean): Promise<void> {
    const own = ++attempt
    await signaling.whenJoined()
    const at = room.token
    const wanted = flagsOf(hooks.sending.value)
    await talk.post(`v4/call/${at}`, { flags: wanted, silent })
    if (own !== attempt || at !== room.token || room.phase !== 'inside') return
    token = at
    flags.told(wanted)
    phase.value = 'in'
    intention.intend(at)
    hooks.begin()
    flags.want(flagsOf(hooks.sending.value))
  }

  /** Into the call, or begins it. `silent` calls nobody. Returns whether it worked; why not is shown. */
  async function join(silent = false): Promise<boolean> {
    if (phase.value !== 'out') return isIn.value
    phase.value = 'joining'
    try {
      await enter(silent)
    } catch (error) {
      toasts.show(explain(error, REFUSALS), 'bad')
    }
    if (phase.value === 'joining') phase.value = 'out'
    return isIn.value
  }

  function stop(): void {
    attempt++
    flags.stop()
    hooks.halt()
  }

  /** Everything of the call ends here; the place in the conversation stays. */
  function end(): void {
    stop()
    clearTimeout(patience)
    hooks.release()
    phase.value = 'out'
    token = ''
  }

  /** @param all ends the call for everybody (moderators) */
  async function leave(all = false): Promise<void> {
    if (!isIn.value) return
    const at = token
    phase.value = 'leaving'
    intention.forget()
    if (room.myHand !== null) void room.raiseHand(false).catch(() => undefined)
    stop()
    try {
      await talk.delete(`v4/call/${at}`, { all })
    } catch (error) {
      // Who is not there any more has left.
      if (all || !(error instanceof OcsError)) toasts.show(explain(error), 'bad')
    } finally {
      end()
      void room.refresh()
    }
  }

  /** After the session was lost: the same call, with what was on. */
  async function rejoin(): Promise<void> {
    stop()
    let own = attempt
    for (const wait of REJOIN_AFTER) {
      await new Promise((resolve) => setTimeout(resolve, wait))
      if (own !== attempt || phase.value !== 'in' || room.phase !== 'inside') return
      own++
      try {
        await enter(true)
        return
      } catch (error) {
        if (error instanceof OcsError && (error.status === 403 || error.status === 412)) break
      }
    }
    end()
    toasts.show(t('call.errors.rejoin'), 'bad', { label: t('call.join'), run: () => void join() })
  }

  /** Between two rooms: nothing is sent, the devices stay as they are. */
  function pause(): void {
    phase.value = 'moving'
    stop()
    clearTimeout(patience)
    patience = setTimeout(() => { if (phase.value === 'moving' && !room.movingTo) end() }, MOVED_WITHIN)
  }

  async function resume(): Promise<void> {
    clearTimeout(patience)
    try {
      await enter(true)
    } catch (error) {
      end()
      toasts.show(explain(error, REFUSALS), 'bad')
    }
  }

  const intention = createIntention(room, {
    isOut: () => phase.value === 'out',
    mayJoin: hooks.mayJoin,
    async join(quietly) {
      if (quietly) hooks.release()
      else await hooks.prepare()
      if (await join(true) && quietly) toasts.show(t('call.joined'), 'info')
    },
  })

  watch(hooks.sending, (now) => { if (phase.value === 'in') flags.want(flagsOf(now)) })

  room.onBeforeMove(async () => {
    if (phase.value !== 'in') return
    const at = token
    pause()
    await talk.delete(`v4/call/${at}`).catch(() => undefined)
  })
  room.onAfterMove(async () => { if (phase.value === 'moving' && room.phase === 'inside') await resume() })

  signaling.on('joined', ({ fresh }) => { if (fresh && phase.value === 'in') void rejoin() })
  signaling.on('call', ({ token: where, users, everybody }) => {
    if (phase.value !== 'in' || where !== token) return
    const isOver = everybody === 0
    const isPutOut = users.some((one) => one.sessionId === room.sessionId && one.inCall === 0)
    if (!isOver && !isPutOut) return
    intention.forget()
    end()
    toasts.show(t(isOver ? 'call.ended' : 'call.putOut'), 'info')
  })

  // Removed, sent back to the lobby, or in another tab: the door says why.
  watch(() => room.phase, (now) => {
    if (room.movingTo) return
    if (now === 'inside') {
      if (phase.value === 'moving') void resume()
    } else if (now === 'waiting' && isIn.value && room.parentToken) {
      // A breakout room closes a moment before one is called back from it.
      if (phase.value === 'in') pause()
    } else if (phase.value !== 'out') end()
    // Nobody is watched while they wait.
    else if (now === 'waiting') hooks.release()
  })

  return { phase, isIn, join, leave, intend: intention.intend }
}
