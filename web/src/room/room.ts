import { defineStore } from 'pinia'
import { computed, markRaw, ref, shallowRef } from 'vue'
import { isModerator as isModeratorType, LobbyState, ParticipantType } from '@/api/constants'
import { claimTab, OcsError, talk } from '@/api/ocs'
import type { Room } from '@/api/types'
import { Signaling } from '@/signaling/signaling'
import type { ConnectionState } from '@/signaling/types'
import { useClock } from '@/stores/clock'
import { useSession } from '@/stores/session'
import { Coalesced } from './coalesced'
import { forgetInside, rememberInside, wasInside } from './entrance'
import { createMoves } from './moves'
import { createNews } from './news'
import { watchPlace } from './placeWatch'
import { doorFor, isIn, isMember, isOutdated, may, mayList, mustWait, parentOf, phaseAfter, type Phase } from './roomRules'
import { createRoster } from './roster'

export interface Entering {
  name?: string
  password?: string
  /** Although the session is in the call elsewhere. */
  force?: boolean
}

/** A place that is gone is often explained a moment later: somebody was removed, or the room deleted. */
const EXPLAINED_WITHIN = 400
/** A place that is gone again so soon has been taken: two would push each other out for ever. */
const TAKEN_WITHIN = 30_000

/** The conversation one is in: the one place that knows. */
export const useRoom = defineStore('room', () => {
  const session = useSession()
  const clock = useClock()
  const signaling = markRaw(new Signaling())

  const token = ref('')
  const room = shallowRef<Room | null>(null)
  const phase = ref<Phase>('loading')
  const connection = ref<ConnectionState>('connecting')
  const sessionId = ref('')
  /** What went wrong when the phase is `failed`. */
  const failure = shallowRef<unknown>(null)
  const isEntering = ref(false)
  /** One was told to go there and is about to: meanwhile the former room may close, be deleted or lose one, and nobody is put out of the door. */
  const expectedIn = ref<string | null>(null)
  const isLeaving = () => expectedIn.value !== null && expectedIn.value !== token.value
  const guestName = ref('')
  let cameBackAt = -Infinity

  const news = createNews(room, signaling)
  const moves = createMoves()

  const isModerator = computed(() => room.value !== null && isModeratorType(room.value.participantType))
  const roster = createRoster({
    signaling, token, room, phase, sessionId, refresh, refused: notThere, ownName: computed(() => session.user?.displayName ?? guestName.value),
  })

  const roomQuestion = new Coalesced(async () => {
    const asked = token.value
    const answer = await talk.get<Room>(`v4/room/${asked}`)
    // Only the answer to joining names the session.
    if (asked === token.value && isIn(phase.value)) take({ ...answer, sessionId: room.value?.sessionId ?? answer.sessionId })
  }, () => (signaling.pushes ? 300 : 5_000))

  /** What the server says of the conversation; one waits, goes in, or finds oneself outside. */
  function take(answer: Room): void {
    if (!isMember(answer)) return end('removed')
    const mayListNow = mayList(answer) && !mayList(room.value)
    room.value = answer
    const was = phase.value
    phase.value = mustWait(answer) && !isLeaving() ? 'waiting' : 'inside'
    if (phase.value === 'waiting' && was !== 'waiting') {
      roster.participants.value = []
      news.clear()
    }
    if (phase.value === 'inside' && (was !== 'inside' || mayListNow)) void lookAround()
  }

  async function lookAround(): Promise<void> {
    await Promise.allSettled([roster.refreshParticipants(), news.actions.refreshHands()])
  }

  /** Comes to a conversation: in, or to its door. */
  async function open(at: string): Promise<void> {
    if (token.value && token.value !== at) leaveQuietly()
    const wasRemoved = token.value === at && phase.value === 'removed'
    token.value = at
    room.value = null
    phase.value = 'loading'
    failure.value = null
    clear()
    void clock.synchronise().catch(() => undefined)
    try {
      await claimTab()
      // Who one is matters less than where: the conversation says the rest.
      await session.load().catch(() => undefined)
      const answer = await talk.get<Room>(`v4/room/${at}`)
      if (token.value !== at) return
      room.value = answer
      const door = doorFor(answer, session.isSignedIn, wasInside(at))
      if (door) phase.value = door
      else await enter()
    } catch (error) {
      // Only the way in says whether somebody who was removed is banned.
      if (token.value === at && phase.value === 'loading' && wasRemoved && error instanceof OcsError) await enter().catch(() => undefined)
      else if (token.value === at && phase.value === 'loading') fail(error)
    }
  }

  /**
   * Goes in by REST, then on the socket.
   * @throws OcsError when the server refuses; a wrong password leaves one at the door
   */
  async function enter(how: Entering = {}): Promise<void> {
    const at = token.value
    isEntering.value = true
    try {
      const joined = await joinByRest(at, how)
      if (token.value !== at) return
      rememberInside(at)
      take(joined)
      signaling.enter({ token: at, roomSessionId: joined.sessionId })
    } catch (error) {
      if (token.value === at) refused(error)
      throw error
    } finally {
      isEntering.value = false
    }
  }

  async function joinByRest(at: string, { name, password, force }: Entering): Promise<Room> {
    const joined = await talk.post<Room>(`v4/room/${at}/participants/active`, { password: password ?? '', force: force ?? wasInside(at) })
    if (joined.actorType !== 'guests') return joined
    if (name !== undefined) await talk.post(`v1/guest/${at}/name`, { displayName: name })
    guestName.value = name ?? (guestName.value || (session.guest?.displayName ?? ''))
    return joined
  }

  function refused(error: unknown): void {
    const next = phaseAfter(error, session.isSignedIn, isIn(phase.value))
    // Whoever stands at the door tries again there.
    if (next === 'failed' && phase.value !== 'loading') return
    if (next === 'password') forgetInside(token.value)
    if (isIn(phase.value) && !isIn(next)) signaling.close(false)
    failure.value = error
    phase.value = next
  }

  function fail(error: unknown): void {
    failure.value = error
    phase.value = phaseAfter(error, session.isSignedIn, false)
  }

  /** The way in is over, for the time being. */
  function end(how: 'taken' | 'removed' | 'banned' | 'gone'): void {
    if (isLeaving() && (how === 'removed' || how === 'gone')) return
    if (how !== 'taken') forgetInside(token.value)
    signaling.close(false)
    phase.value = how
    clear()
  }

  function clear(): void {
    sessionId.value = ''
    roster.clear()
    news.clear()
  }

  /** Says goodbye to the server and is nowhere afterwards. */
  async function leave(): Promise<void> {
    const at = token.value
    token.value = ''
    leaveQuietly()
    room.value = null
    phase.value = 'left'
    forgetInside(at)
    if (at) await talk.delete(`v4/room/${at}/participants/active`).catch(() => undefined)
  }

  function leaveQuietly(): void {
    signaling.close()
    clear()
  }

  function refresh(): Promise<void> {
    return roomQuestion.run().catch(notThere)
  }

  /** A refusal may mean that one is not there any more; a lost network means nothing. */
  function notThere(error: unknown): void {
    if (error instanceof OcsError && error.status === 404 && isIn(phase.value)) end('gone')
  }

  /** Into another room of the meeting, with the call. @throws OcsError when it cannot be entered: one stays */
  async function goTo(to: string): Promise<void> {
    await moves.run({ from: token.value, to }, async () => {
      const joined = await joinByRest(to, { force: true })
      rememberInside(to)
      token.value = to
      clear()
      take(joined)
      signaling.enter({ token: to, roomSessionId: joined.sessionId })
      await Promise.race([signaling.whenJoined(), new Promise((resolve) => setTimeout(resolve, 10_000))])
    })
  }

  /** @param to where one is about to go by order; null: nowhere any more, so what happened meanwhile holds */
  function expectMove(to: string | null): void {
    const was = expectedIn.value
    expectedIn.value = to
    if (was && !to && was !== token.value) void refresh()
  }

  /** The place is gone: was one removed, or has only the session ended? */
  async function comeBack(at: string, isCertain: boolean): Promise<void> {
    if (isLeaving()) return
    if (isCertain) {
      await new Promise((resolve) => setTimeout(resolve, EXPLAINED_WITHIN))
      if (at !== token.value || !isIn(phase.value)) return
      if (performance.now() - cameBackAt < TAKEN_WITHIN) return end('taken')
      cameBackAt = performance.now()
    }
    try {
      if (isCertain && !isMember(await talk.get<Room>(`v4/room/${at}`))) return end('removed')
      if (at === token.value && isIn(phase.value)) await enter({ force: true })
    } catch (error) {
      // A server that is just starting, or very busy, answers later.
      const isFinal = error instanceof OcsError && error.status < 500 && error.status !== 429
      if (isFinal || at !== token.value) return notThere(error)
      setTimeout(() => void comeBack(at, false), 3_000 + Math.random() * 3_000)
    }
  }

  signaling.on('state', (state) => { connection.value = state })
  signaling.on('joined', ({ sessionId: id, fresh, properties }) => {
    sessionId.value = id
    if (!fresh) return
    if (isOutdated(room.value, properties)) void refresh()
    roster.forgetSessions()
    if (phase.value === 'inside') void lookAround()
  })
  signaling.on('properties', () => void refresh())
  signaling.on('stale', () => {
    void refresh()
    void roster.refreshParticipants()
    if (!signaling.pushes) void news.actions.refreshHands().catch(() => undefined)
  })
  signaling.on('leave', () => {
    // Whoever is put out again into the lobby hears that everybody has gone, and nothing else.
    if (room.value?.lobbyState === LobbyState.NonModerators && !isModerator.value) void refresh()
  })
  signaling.on('chat', (said) => {
    // Of new roles of those who are not there one hears in the chat alone.
    if ('comment' in said && /_(promoted|demoted)$/.test(said.comment.systemMessage)) void roster.refreshParticipants()
  })
  signaling.on('plenum', ({ admitted }) => { if (admitted?.token === token.value) void refresh() })
  signaling.on('disinvited', ({ token: where, reason }) => { if (where === token.value && isIn(phase.value)) end(reason === 'deleted' ? 'gone' : 'removed') })
  signaling.on('taken', ({ token: where }) => { if (where === token.value && isIn(phase.value)) end('taken') })
  signaling.on('lost', ({ token: where, ended }) => { if (where === token.value && isIn(phase.value)) void comeBack(where, ended) })

  watchPlace(phase, room, refresh)

  // Others see at once that the page is gone. Whoever came by the link alone belongs to the conversation only while there
  // is a session: the server waits half a minute whether the page comes back.
  addEventListener('pagehide', () => {
    if (isIn(phase.value)) signaling.close(room.value?.participantType !== ParticipantType.UserByLink)
  })

  return {
    token: computed(() => token.value),
    room: computed(() => room.value),
    phase: computed(() => phase.value),
    failure: computed(() => failure.value),
    participants: computed(() => roster.participants.value),
    me: roster.me,
    isModerator,
    isEntering: computed(() => isEntering.value),
    /** One or several bits of `Permission`; all are needed. */
    can: (permission: number) => may(room.value, permission),
    parentToken: computed(() => parentOf(room.value)),
    connection: computed(() => connection.value),
    /** One's own public session id. */
    sessionId: computed(() => sessionId.value),
    sessions: roster.sessions,
    /** People, each once. */
    inCallCount: roster.inCallCount,
    presentCount: roster.presentCount,
    hasCall: roster.hasCall,
    movingTo: computed(() => moves.movingTo.value),
    ...news.state,
    ...news.actions,
    signaling,
    open,
    enter,
    leave,
    refresh,
    refreshParticipants: roster.refreshParticipants,
    goTo,
    expectMove,
    onBeforeMove: moves.onBeforeMove,
    onAfterMove: moves.onAfterMove,
  }
})
