import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowReactive } from 'vue'
import { afterChange, devicesOf, obstacle, pick, problemOf, type Device, type DeviceKind, type Problem } from './deviceRules'

const KEY = 'plenum.devices'

interface Remembered {
  microphone: string
  camera: string
  speaker: string
  /** Switched on the last time. */
  microphoneOn: boolean
  cameraOn: boolean
}

const UNKNOWN: Remembered = { microphone: '', camera: '', speaker: '', microphoneOn: true, cameraOn: true }

function remembered(): Remembered {
  try {
    return { ...UNKNOWN, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Remembered>) }
  } catch {
    return { ...UNKNOWN }
  }
}

const SOUND: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
const PICTURE: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } }

/**
 * Microphone, camera and loudspeaker of this device. The tracks are kept here, so that what the door has opened goes on in
 * the call. A microphone that is off stays open and silent; a camera that is off is let go, and its light goes out.
 */
export const useDevices = defineStore('devices', () => {
  const chosen = reactive(remembered())
  const lists = reactive<{ microphones: Device[]; cameras: Device[]; speakers: Device[] }>({ microphones: [], cameras: [], speakers: [] })
  const tracks = shallowReactive<Record<DeviceKind, MediaStreamTrack | null>>({ microphone: null, camera: null })
  const on = reactive<Record<DeviceKind, boolean>>({ microphone: false, camera: false })
  const opening = reactive<Record<DeviceKind, boolean>>({ microphone: false, camera: false })
  const problems = reactive<Record<DeviceKind, Problem | null>>({ microphone: null, camera: null })
  /** A device was pulled out and could not be replaced; whoever shows it takes it away. */
  const gone = ref<DeviceKind | null>(null)
  const canChooseSpeaker = 'setSinkId' in HTMLMediaElement.prototype
  const attempts: Record<DeviceKind, number> = { microphone: 0, camera: 0 }

  function remember(): void {
    localStorage.setItem(KEY, JSON.stringify(chosen))
  }

  const impossible = () => obstacle(window.isSecureContext, !!navigator.mediaDevices?.getUserMedia)

  /** Reads which devices there are. Their names are known once one of them may be used. */
  async function refresh(): Promise<void> {
    if (impossible()) return
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => [])
    lists.microphones = devicesOf(all, 'audioinput')
    lists.cameras = devicesOf(all, 'videoinput')
    lists.speakers = devicesOf(all, 'audiooutput')
  }

  const listOf = (kind: DeviceKind) => (kind === 'microphone' ? lists.microphones : lists.cameras)

  async function open(kind: DeviceKind): Promise<MediaStreamTrack> {
    const id = pick(listOf(kind), chosen[kind])
    const constraints = { ...(kind === 'microphone' ? SOUND : PICTURE), ...(id && { deviceId: { exact: id } }) }
    const stream = await navigator.mediaDevices.getUserMedia(kind === 'microphone' ? { audio: constraints } : { video: constraints })
    return stream.getTracks()[0]!
  }

  /** @returns whether it is on now; `problems` says why not */
  async function turnOn(kind: DeviceKind, remembers = true): Promise<boolean> {
    if (remembers) setWish(kind, true)
    const track = tracks[kind]
    if (track?.readyState === 'live') {
      track.enabled = true
      on[kind] = true
      return true
    }
    problems[kind] = impossible()
    if (problems[kind]) return false
    const attempt = ++attempts[kind]
    opening[kind] = true
    try {
      const opened = await open(kind)
      if (attempt !== attempts[kind]) {
        opened.stop()
        return on[kind]
      }
      take(kind, opened)
      on[kind] = true
      await refresh()
      return true
    } catch (error) {
      if (attempt === attempts[kind]) problems[kind] = problemOf(error)
      return false
    } finally {
      if (attempt === attempts[kind]) opening[kind] = false
    }
  }

  function take(kind: DeviceKind, track: MediaStreamTrack): void {
    tracks[kind]?.stop()
    tracks[kind] = track
    track.addEventListener('ended', () => void lost(kind, track))
  }

  function turnOff(kind: DeviceKind, remembers = true): void {
    if (remembers) setWish(kind, false)
    attempts[kind]++
    opening[kind] = false
    on[kind] = false
    problems[kind] = null
    const track = tracks[kind]
    if (!track) return
    if (kind === 'microphone') track.enabled = false
    else release(kind)
  }

  function release(kind: DeviceKind): void {
    attempts[kind]++
    opening[kind] = false
    tracks[kind]?.stop()
    tracks[kind] = null
    on[kind] = false
  }

  /** Lets go of everything, as one leaves. */
  function releaseAll(): void {
    release('microphone')
    release('camera')
  }

  function setWish(kind: DeviceKind, wish: boolean): void {
    chosen[kind === 'microphone' ? 'microphoneOn' : 'cameraOn'] = wish
    remember()
  }

  async function choose(kind: DeviceKind | 'speaker', id: string): Promise<void> {
    chosen[kind] = id
    remember()
    if (kind === 'speaker' || (!on[kind] && !tracks[kind])) return
    const wasOn = on[kind]
    release(kind)
    if (wasOn) await turnOn(kind, false)
  }

  async function lost(kind: DeviceKind, track: MediaStreamTrack): Promise<void> {
    if (tracks[kind] !== track) return
    const wasOn = on[kind]
    release(kind)
    await refresh()
    const what = afterChange(wasOn, true, listOf(kind).length)
    const isReplaced = what === 'replace' && (await turnOn(kind, false))
    if (wasOn && !isReplaced) gone.value = kind
  }

  navigator.mediaDevices?.addEventListener?.('devicechange', () => void changed())

  async function changed(): Promise<void> {
    await refresh()
    // What was missing may be there now: the message about it is out of date.
    for (const kind of ['microphone', 'camera'] as const) if (problems[kind] === 'missing' && listOf(kind).length > 0) problems[kind] = null
  }

  return {
    chosen, lists, tracks, on, opening, problems, gone, canChooseSpeaker,
    speaker: computed(() => pick(lists.speakers, chosen.speaker)),
    refresh, turnOn, turnOff, choose, release, releaseAll, impossible,
    toggle: (kind: DeviceKind) => (on[kind] || opening[kind] ? (turnOff(kind), Promise.resolve(false)) : turnOn(kind)),
  }
})
