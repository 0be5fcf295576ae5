import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import { i18n } from '@/i18n'
import { useRoom } from '@/room/room'
import { useToasts } from '@/stores/toasts'
import { createAnnouncer } from './announcer'
import { withdrawn } from './callRules'
import { useDevices } from './devices/devices'
import { createMedia } from './media'
import { createPeople } from './people'
import { createHandPlaces, createPermits } from './permits'
import { createPlayback } from './playback'
import { createPresence } from './presence'
import { createReactions } from './reactions'
import { createScreen } from './screen'
import { createQuality } from './stats/quality'
import { createVoices } from './voices'

/** The call of the conversation one is in: puts its parts together. */
export const useCall = defineStore('call', () => {
  const room = useRoom()
  const devices = useDevices()
  const toasts = useToasts()
  const { t } = i18n.global

  const screen = createScreen()
  const people = createPeople(room, () => ({ microphone: devices.on.microphone, camera: devices.on.camera, screen: screen.stream.value !== null }))
  const playback = createPlayback()
  const reactions = createReactions()
  const media = createMedia(room, people, playback)
  const voices = createVoices(media.links, () => room.sessionId)
  const quality = createQuality(media.links)
  const announcer = createAnnouncer(room, people, media, reactions, {
    muted(by) {
      if (!devices.on.microphone) return
      devices.turnOff('microphone', false)
      toasts.show(by ? t('call.mutedBy', { name: by }) : t('call.mutedByModerator'), 'info')
    },
  })
  const { may, sending, outgoing, outgoingScreen, why } = createPermits(room, devices, screen.stream)
  const handPlaces = createHandPlaces(room, announcer.hands)

  const presence = createPresence(room, {
    sending,
    mayJoin: () => why.value.join === '',
    begin() {
      media.open()
      media.publish('video', outgoing.value)
      media.publish('screen', outgoingScreen.value)
      voices.start()
      quality.start()
    },
    halt() {
      voices.stop()
      quality.stop()
      media.close()
      announcer.clear()
      reactions.clear()
    },
    release() {
      screen.stop()
      devices.releaseAll()
    },
    async prepare() {
      if (may.value.audio && devices.chosen.microphoneOn) await devices.turnOn('microphone', false)
      if (may.value.video && devices.chosen.cameraOn) await devices.turnOn('camera', false)
    },
  })
  const isSending = computed(() => presence.phase.value === 'in')

  // What is on, may be on and is captured goes to the others.
  watch(outgoing, (now) => { if (isSending.value) media.publish('video', now) })
  watch(outgoingScreen, (now) => { if (isSending.value) media.publish('screen', now) })
  watch(sending, (now, before) => {
    if (!isSending.value) return
    if (now.microphone !== before.microphone) announcer.tell('audio', now.microphone)
    if (now.camera !== before.camera) announcer.tell('video', now.camera)
  })
  watch(() => (isSending.value && sending.value.microphone ? devices.tracks.microphone : null), (track) => voices.measure(track), { immediate: true })
  watch(() => devices.speaker, (speaker) => playback.useSpeaker(speaker), { immediate: true })

  // Permissions that are withdrawn while one uses them.
  watch(may, (now, before) => {
    if (!presence.isIn.value) return
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

  /** A permission that is missing is explained where the button stands. */
  function toggle(kind: 'microphone' | 'camera'): Promise<boolean> {
    return why.value[kind] ? Promise.resolve(false) : devices.toggle(kind)
  }

  async function startScreen(): Promise<void> {
    try {
      await screen.start()
    } catch {
      toasts.show(t('call.errors.screen'), 'bad')
    }
  }

  return {
    phase: computed(() => presence.phase.value),
    isIn: presence.isIn,
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
    join: presence.join,
    leave: presence.leave,
    /** At the door: one comes for the call, and is brought into it as soon as there is one. */
    intend: presence.intend,
    toggleMicrophone: () => toggle('microphone'),
    toggleCamera: () => toggle('camera'),
    startScreen,
    stopScreen: screen.stop,
    react: announcer.react,
    /** Asks somebody's app to be silent; it says so to them (moderators with an account). */
    mute: (session: string) => room.signaling.controlAll({ action: 'forceMute', peerId: session }),
    /** How large somebody's camera is shown, in pixels of height; 0 when it is not. */
    show: media.show,
    connections: media.links,
  }
})
