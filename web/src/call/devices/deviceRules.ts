/** Microphones, cameras and loudspeakers: which one to take, and what is wrong when there is none. */

export type DeviceKind = 'microphone' | 'camera'
export type Problem = 'denied' | 'blocked' | 'missing' | 'busy' | 'insecure' | 'unsupported' | 'failed'
export type Browser = 'firefox' | 'safari' | 'ios' | 'android' | 'edge' | 'chrome' | 'other'

export interface Device {
  id: string
  label: string
}

/** Why a device could not be opened. `denied` can be undone in the browser, `blocked` is a setting of the system. */
export function problemOf(error: unknown): Problem {
  const { name, message } = error instanceof Error || error instanceof DOMException ? error : { name: '', message: '' }
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
    case 'SecurityError':
      return /system|platform/i.test(message) ? 'blocked' : 'denied'
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'missing'
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'busy'
    default:
      return 'failed'
  }
}

/** What makes every device impossible, before one is asked for. */
export function obstacle(isSecureContext: boolean, hasDevices: boolean): Problem | null {
  if (!isSecureContext) return 'insecure'
  return hasDevices ? null : 'unsupported'
}

/** Where the browser keeps its permissions differs. */
export function browserOf(userAgent: string): Browser {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios'
  if (/Android/.test(userAgent)) return /Firefox/.test(userAgent) ? 'firefox' : 'android'
  if (/Firefox\//.test(userAgent)) return 'firefox'
  if (/Edg\//.test(userAgent)) return 'edge'
  if (/Chrome\/|Chromium\//.test(userAgent)) return 'chrome'
  return /Safari\//.test(userAgent) ? 'safari' : 'other'
}

/** The devices of a kind, each once: browsers list the default one twice, and nameless ones before they may be used. */
export function devicesOf(all: readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label' | 'groupId'>[], kind: MediaDeviceKind): Device[] {
  const named = all.filter((one) => one.kind === kind && one.deviceId !== '' && one.label !== '')
  const real = named.filter((one) => one.deviceId !== 'default' && one.deviceId !== 'communications')
  return (real.length > 0 ? real : named).map(({ deviceId, label }) => ({ id: deviceId, label: nameOf(label) }))
}

/** Without the numbers of the manufacturer that browsers add in brackets. */
export function nameOf(label: string): string {
  return label.replace(/\s*\([0-9a-f]{4}:[0-9a-f]{4}\)$/i, '').replace(/^Default - /, '')
}

/** The device that was chosen, where it is still there; empty for the browser's choice. */
export function pick(devices: readonly Device[], wanted: string): string {
  return devices.some((device) => device.id === wanted) ? wanted : ''
}

/** What is to be done when devices come and go: another one for one that was in use and is gone. */
export function afterChange(isOn: boolean, isEnded: boolean, left: number): 'nothing' | 'replace' | 'gone' {
  if (!isOn || !isEnded) return 'nothing'
  return left > 0 ? 'replace' : 'gone'
}
