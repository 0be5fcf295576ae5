/** What the door says about time zones, and how it finds the Talk app. */
import { localZone, zoneName } from '@/lib/clockRules'

/** A time with everything that leaves no doubt: the weekday, and the zone by its name and place. */
export interface SpelledTime {
  day: string
  time: string
  zone: string
}

/** @param opensAt Unix seconds */
export function spellTime(opensAt: number, language: string, timeZone = localZone()): SpelledTime {
  const at = new Date(opensAt * 1000)
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { ...options, timeZone })
  return {
    day: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at),
    time: format({ hour: 'numeric', minute: '2-digit' }).format(at),
    zone: zoneName(opensAt * 1000, timeZone, language),
  }
}

/**
 * The link that opens the conversation in a Talk app; null on a device that has none.
 * @param origin of this server
 * @param userId the signed-in account; the app for iOS goes by it
 */
export function talkAppLink(userAgent: string, origin: string, token: string, userId: string | null): string | null {
  const { host } = new URL(origin)
  if (/android/iu.test(userAgent)) return `nextcloudtalk://${userId ? `${encodeURIComponent(userId)}@` : ''}${host}/call/${token}`
  if (!/iphone|ipad|ipod/iu.test(userAgent) || !userId) return null
  return `nextcloudtalk://open-conversation?${new URLSearchParams({ server: origin, user: userId, withRoomToken: token })}`
}

/** Where signing in leads back to. */
export function loginPath(token: string): string {
  return `/login?redirect_url=${encodeURIComponent(`/call/${token}`)}`
}
