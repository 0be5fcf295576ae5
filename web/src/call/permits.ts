import { computed, type Ref } from 'vue'
import { Permission } from '@/api/constants'
import type { useRoom } from '@/room/room'
import { placesOf, whyNotDevice, whyNotJoin, whyNotScreen } from './callRules'
import type { useDevices } from './devices/devices'
import { canCaptureScreens } from './screen'

/** What one may do in the call, what of it one does, and why not the rest. */
export function createPermits(room: ReturnType<typeof useRoom>, devices: ReturnType<typeof useDevices>, screen: Ref<MediaStream | null>) {
  const may = computed(() => ({ audio: room.can(Permission.Audio), video: room.can(Permission.Video), screen: room.can(Permission.Screen) }))

  const outgoingScreen = computed(() => {
    if (!screen.value) return null
    const [audio, video] = [screen.value.getAudioTracks()[0] ?? null, screen.value.getVideoTracks()[0] ?? null]
    return { audio, video, mayAudio: audio !== null, mayVideo: true }
  })

  return {
    may,
    sending: computed(() => ({ microphone: devices.on.microphone && may.value.audio, camera: devices.on.camera && may.value.video })),
    outgoing: computed(() => ({
      audio: may.value.audio ? devices.tracks.microphone : null,
      video: may.value.video ? devices.tracks.camera : null,
      mayAudio: may.value.audio,
      mayVideo: may.value.video,
    })),
    outgoingScreen,
    why: computed(() => ({
      join: whyNotJoin({ isConnected: room.connection === 'connected', isReadOnly: room.room?.readOnly === 1, hasCall: room.hasCall, mayStart: room.room?.canStartCall === true, mayJoin: room.can(Permission.JoinCall) }),
      microphone: whyNotDevice('microphone', may.value.audio, devices.problems.microphone),
      camera: whyNotDevice('camera', may.value.video, devices.problems.camera),
      screen: whyNotScreen(may.value.screen, canCaptureScreens()),
      react: room.can(Permission.React) ? '' : 'react',
    })),
  }
}

/** By session: the place in the order of raised hands. @param told hands that only messages told of */
export function createHandPlaces(room: ReturnType<typeof useRoom>, told: ReadonlyMap<string, number>) {
  return computed(() => {
    if (room.hands.length === 0 && told.size === 0) return new Map<string, number>()
    const bySession = new Map([...room.sessions.values()].map((one) => [one.roomSessionId, one.id]))
    const listed = room.hands.map((hand) => ({ sessionId: bySession.get(hand.sessionId) ?? hand.sessionId, raisedAt: hand.raisedAt }))
    const known = new Set(listed.map((hand) => hand.sessionId))
    const others = [...told].filter(([session]) => !known.has(session)).map(([sessionId, raisedAt]) => ({ sessionId, raisedAt }))
    return placesOf([...listed, ...others])
  })
}
