/** A meeting for people's calendars (RFC 5545). */

export interface Appointment {
  uid: string
  title: string
  description: string
  url: string
  /** Unix seconds. */
  start: number
  minutes: number
  /** When the file is made, in milliseconds. */
  now: number
}

const MAX_OCTETS = 75

export function icsOf(appointment: Appointment): string {
  const { uid, title, description, url, start, minutes, now } = appointment
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Plenum//Plenum//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${instant(now)}`,
    `DTSTART:${instant(start * 1000)}`,
    `DTEND:${instant(start * 1000 + minutes * 60_000)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(description)}`,
    `LOCATION:${escaped(url)}`,
    `URL:${url}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('')
}

/** `20261122T165152Z` */
function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/gu, '')
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/gu, '\\$&').replace(/\r\n|\r|\n/gu, '\\n').replace(/\p{Cc}/gu, '')
}

/** Lines of 75 octets at most; the next begins with a space. No character is torn apart. */
function folded(line: string): string {
  const encoder = new TextEncoder()
  const lines = ['']
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > MAX_OCTETS) {
      lines.push(' ')
      octets = 1
    }
    lines[lines.length - 1] += character
    octets += size
  }
  return lines.join('\r\n')
}

/** A name for the file that every system takes. */
export function fileNameOf(title: string, extension: string): string {
  const name = title.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/gu, '')
  return `${[...name].slice(0, 60).join('') || 'plenum'}.${extension}`
}
