import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { Permission } from '@/api/constants'
import { OcsError, talk } from '@/api/ocs'
import { i18n } from '@/i18n'
import { explain } from '@/lib/errors'
import { useRoom } from '@/room/room'
import { useToasts } from '@/stores/toasts'
import { createAnnouncer } from './announcer'
import { flagsOf, placesOf, whyNotDevice, whyNotJoin, whyNotScreen, withdrawn } from './callRules'
import { useDevices } from './devices/devices'
import { createFlags } from './flags'
import { createIntention } from './intention'
import { createMedia } from './media'
import { createPeople } from './people'
import { createPlayback } from './playback'
import { createReactions } from './reactions'
import { canCaptureScreens, createScreen } from './screen'
import { createQuality } from './stats/quality'
import { createVoices } from './voices'

export type CallPhase = 'out' | 'joining' | 'in' | 'moving' | 'leaving'

const REJOIN_AFTER = [0, 1_000, 3_000, 6_000]

/** The call of the conversation one is in. */
export const useCall = defineStore('call', () => {
  const room = useRoom()
  const devices = useDevices()
  const toasts = useToasts()
  const { t } = i18n.global
  const { signaling } = room

  const phase = ref<CallPhase>('out')
  const isIn = computed(() => phase.value === 'in' || phase.value === 'moving')
  /** Where the call is; a move changes it. */
  const token = ref('')
  const joinedAt = ref(0)

  const screen = createScreen(() => void stopScreen())
  const people = createPeople(room, () => ({ session: room.sessionId, microphone: devices.on.microphone, camera: devices.on.camera, screen: screen.stream.value !== null }))
  const playback = createPlayback()
  const reactions = createReactions()
  const media = createMedia(room, people, playback)
  const voices = createVoices(media.links, () => room.sessionId)
  const quality = createQuality(media.links)
  const flags = createFlags(() => token.value)
  const announcer = createAnnouncer(room, people, media, reactions, {
    muted(by) {
      if (!devices.on.microphone) return
      devices.turnOff('microphone', false)
      toasts.show(by ? t('call.mutedBy', { name: by }) : t('call.mutedByModerator'), 'info')
    },
  })

  const may = computed(() => ({ audio: room.can(Permission.Audio), video: room.can(Permission.Video), screen: room.can(Permission.Screen) }))
  const sending = computed(() => ({ microphone: devices.on.microphone && may.value.audio, camera: devices.on.camera && may.value.video }))
  const outgoing = computed(() => ({
    audio: may.value.audio ? devices.tracks.microphone : null,
    video: may.value.video ? devices.tracks.camera : null,
    mayAudio: may.value.audio,
    mayVideo: may.value.video,
  }))
  const outgoingScreen = computed(() => {
    const stream = screen.stream.value
    if (!stream) return null
    const [audio, video] = [stream.getAudioTracks()[0] ?? null, stream.getVideoTracks()[0] ?? null]
    return { audio, video, mayAudio: audio !== null, mayVideo: true }
  })

  const why = computed(() => ({
    join: whyNotJoin({ isConnected: room.connection === 'connected', isReadOnly: room.room?.readOnly === 1, hasCall: room.hasCall, mayStart: room.room?.canStartCall === true, mayJoin: room.can(Permission.JoinCall) }),
    microphone: whyNotDevice('microphone', may.value.audio, devices.problems.microphone),
    camera: whyNotDevice('camera', may.value.video, devices.problems.camera),
    screen: whyNotScreen(may.value.screen, canCaptureScreens()),
    react: room.can(Permission.React) ? '' : 'react',
  }))

  /** By session: the place in the order of raised hands. */
  const handPlaces = computed(() => {
    const bySession = new Map([...room.sessions.values()].map((one) => [one.roomSessionId, one.id]))
    const hands = room.hands.map((hand) => ({ sessionId: bySession.get(hand.sessionId) ?? hand.sessionId, raisedAt: hand.raisedAt }))
    const known = new Set(hands.map((hand) => hand.sessionId))
    return placesOf([...hands, ...[...announcer.hands].filter(([session]) => !known.has(session)).map(([sessionId, raisedAt]) => ({ sessionId, raisedAt }))])
  })

  /** @throws OcsError when the server refuses */
  async function enterCall(silent: boolean): Promise<void> {
    const at = room.token
    await signaling.whenJoined()
    const wanted = flagsOf(sending.value)
    await talk.post(`v4/call/${at}`, { flags: wanted, silent })
    token.value = at
    flags.told(wanted)
    joinedAt.value ||= Date.now()
    phase.value = 'in'
    media.open()
    media.publish('video', outgoing.value)
    media.publish('screen', outgoingScreen.value)
    voices.start()
    quality.start()
    flags.want(flagsOf(sending.value))
  }

  /** Into the call, or begins it. `silent` calls nobody. Returns whether it worked; why not is shown. */
  async function join(silent = false): Promise<boolean> {
    if (phase.value !== 'out') return isIn.value
    phase.value = 'joining'
    try {
      await enterCall(silent)
      intention.intend(token.value)
      return true
    } catch (error) {
      phase.value = 'out'
      toasts.show(explain(error, { 403: 'call.errors.mayNotStart', 404: 'call.errors.session', 412: 'call.errors.lobby', consent: 'call.errors.consent' }), 'bad')
      return false
    }
  }

  function stop(): void {
    flags.stop()
    voices.stop()
    quality.stop()
    media.close()
    announcer.clear()
    reactions.clear()
  }

  /** Everything of the call ends here; the place in the conversation stays. */
  function end(): void {
    stop()
    screen.stop()
    devices.releaseAll()
    phase.value = 'out'
    token.value = ''
    joinedAt.value = 0
  }

  /** Into the call that one came for. */
  async function arrive(quietly: boolean): Promise<void> {
    if (quietly) devices.releaseAll()
    else {
      if (may.value.audio && devices.chosen.microphoneOn) await devices.turnOn('microphone', false)
      if (may.value.video && devices.chosen.cameraOn) await devices.turnOn('camera', false)
    }
    if (await join(true) && quietly) toasts.show(t('call.joined'), 'info')
  }

  const intention = createIntention(room, { isOut: () => phase.value === 'out', mayJoin: () => why.value.join === '', join: arrive })

  /** @param all ends the call for everybody (moderators) */
  async function leave(all = false): Promise<void> {
    if (!isIn.value) return
    const at = token.value
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
    for (const wait of REJOIN_AFTER) {
      await new Promise((resolve) => setTimeout(resolve, wait))
      if (phase.value !== 'in' || room.phase !== 'inside') return
      try {
        await enterCall(true)
        return
      } catch (error) {
        if (error instanceof OcsError && (error.status === 403 || error.status === 412)) break
      }
    }
    end()
    toasts.show(t('call.errors.rejoin'), 'bad', { label: t('call.join'), run: () => void join() })
  }

  /** Switches a device; a permission that is missing is explained where its button stands. */
  function toggle(kind: 'microphone' | 'camera'): Promise<boolean> {
    return why.value[kind] ? Promise.resolve(false) : devices.toggle(kind)
  }

  async function startScreen(): Promise<void> {
    try {
      await screen.start()
    } catch (error) {
      toasts.show(explain(error, {}) && t('call.errors.screen'), 'bad')
    }
  }

  async function stopScreen(): Promise<void> {
    screen.stop()
  }

  // What is on, may be on and is captured goes to the others.
  watch(outgoing, (now) => { if (phase.value === 'in') media.publish('video', now) })
  watch(outgoingScreen, (now) => { if (phase.value === 'in') media.publish('screen', now) })
  watch(sending, (now, before) => {
    if (phase.value !== 'in') return
    flags.want(flagsOf(now))
    if (now.microphone !== before.microphone) announcer.tell('audio', now.microphone)
    if (now.camera !== before.camera) announcer.tell('video', now.camera)
  })
  watch(() => (isIn.value && sending.value.microphone ? devices.tracks.microphone : null), (track) => voices.measure(track), { immediate: true })
  watch(() => devices.speaker, (speaker) => playback.useSpeaker(speaker), { immediate: true })

  // Permissions that are withdrawn while one uses them.
  watch(may, (now, before) => {
    if (!isIn.value) return
    for (const kind of withdrawn(before, now)) {
      const wasOn = kind === 'audio' ? devices.on.microphone : kind === 'video' ? devices.on.camera : screen.stream.value !== null
      if (kind === 'screen') screen.stop()
      else devices.release(kind === 'audio' ? 'microphone' : 'camera')
      if (wasOn) toasts.show(t(`call.withdrawn.${kind}`), 'warn')
    }
  })
  watch(() => devices.gone, (kind) => {
    if (!kind) return
    toasts.show(t(`call.devices.${kind}.gone`), 'warn')
    devices.gone = null
  })

  // Moves between the rooms of a meeting take the call along.
  room.onBeforeMove(async () => {
    if (phase.value !== 'in') return
    phase.value = 'moving'
    const at = token.value
    stop()
    await talk.delete(`v4/call/${at}`).catch(() => undefined)
  })
  room.onAfterMove(async () => {
    if (phase.value !== 'moving') return
    try {
      await enterCall(true)
      intention.intend(token.value)
    } catch (error) {
      end()
      toasts.show(explain(error, { 403: 'call.errors.mayNotStart', 412: 'call.errors.lobby' }), 'bad')
    }
  })

  signaling.on('joined', ({ fresh }) => { if (fresh && phase.value === 'in') void rejoin() })
  signaling.on('call', ({ token: where, users, everybody }) => {
    if (phase.value !== 'in' || where !== token.value) return
    const isOver = everybody === 0
    const isPutOut = users.some((one) => one.sessionId === room.sessionId && one.inCall === 0)
    if (!isOver && !isPutOut) return
    intention.forget()
    end()
    toasts.show(t(isOver ? 'call.ended' : 'call.putOut'), 'info')
  })

  // Removed, sent back to the lobby, or in another tab: the door says why.
  watch(() => room.phase, (now) => {
    if (now === 'inside' || phase.value === 'moving') return
    // Nobody is watched while they wait.
    if (phase.value !== 'out') end()
    else if (now === 'waiting') devices.releaseAll()
  })


  return {
    phase: computed(() => phase.value),
    isIn,
    joinedAt: computed(() => joinedAt.value),
    people: people.people,
    streams: people.streams,
    links: people.links,
    /** Whether what one sends arrives. */
    sendingState: media.sendingState,
    /** How good one's own connection is. */
    quality: computed(() => quality.quality.value),
    speaking: voices.speaking,
    speaker: computed(() => voices.active.value),
    handPlaces,
    reactions: computed(() => reactions.shown.value),
    why,
    screen: computed(() => screen.stream.value),
    isOpeningScreen: computed(() => screen.isOpening.value),
    isSoundBlocked: computed(() => playback.isBlocked.value),
    unblockSound: playback.unblock,
    join,
    leave,
    /** At the door: one comes for the call, and is brought into it as soon as there is one. */
    intend: intention.intend,
    toggleMicrophone: () => toggle('microphone'),
    toggleCamera: () => toggle('camera'),
    startScreen,
    stopScreen,
    react: announcer.react,
    /** Asks somebody's app to be silent; it says so to them (moderators with an account). */
    mute: (session: string) => signaling.controlAll({ action: 'forceMute', peerId: session }),
    /** How large somebody's camera is shown, in pixels of height; 0 when it is not. */
    show: media.show,
    connections: media.links,
  }
})
