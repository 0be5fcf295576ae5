import { describe, expect, it } from 'vitest'
import { fileNameOf, icsOf } from './icsRules'

const meeting = { uid: 'abc@plenum.example', title: 'Talk', description: 'Come', url: 'https://plenum.example/call/abc', start: 1_800_000_000, minutes: 90, now: 1_790_000_000_123 }

/** As a calendar reads it: lines joined again, texts without their escapes. */
function valueOf(ics: string, name: string): string {
  const line = ics.replaceAll('\r\n ', '').split('\r\n').find((each) => each.startsWith(`${name}:`))!
  return line.slice(name.length + 1).replace(/\\([\\;,n])/gu, (_, character: string) => (character === 'n' ? '\n' : character))
}

describe('a calendar file', () => {
  it('says when, in UTC', () => {
    const ics = icsOf(meeting)

    expect(valueOf(ics, 'UID')).toBe('abc@plenum.example')
    expect(valueOf(ics, 'DTSTAMP')).toBe('20260921T141320Z')
    expect(valueOf(ics, 'DTSTART')).toBe('20270115T080000Z')
    expect(valueOf(ics, 'DTEND')).toBe('20270115T093000Z')
    expect(valueOf(ics, 'URL')).toBe(meeting.url)
    expect(ics.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true)
    expect(ics.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n')).toBe(true)
  })

  it.each([
    ['commas, semicolons; back\\slashes'],
    ['line\nbreaks: twice\n\nhere'],
    ['BEGIN:VEVENT\nUID:forged'],
    [`${'😀 Grüße an alle '.repeat(20)}`],
  ])('gives back the text %j', (text) => {
    const ics = icsOf({ ...meeting, title: text, description: text })

    expect(valueOf(ics, 'SUMMARY')).toBe(text)
    expect(valueOf(ics, 'DESCRIPTION')).toBe(text)
    expect(ics.split('\r\n').filter((line) => line.startsWith('UID:'))).toHaveLength(1)
  })

  it('has no line longer than 75 octets', () => {
    const lines = icsOf({ ...meeting, title: 'ü'.repeat(200), description: '👩‍🚀'.repeat(60) }).split('\r\n')

    expect(Math.max(...lines.map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(75)
  })
})

describe('the name of a file', () => {
  it.each([
    ['Weekly: Q&A / 2026', 'Weekly-Q-A-2026.ics'],
    ['Grüße', 'Grüße.ics'],
    ['../..', 'plenum.ics'],
    ['👋', 'plenum.ics'],
    ['a'.repeat(200), `${'a'.repeat(60)}.ics`],
  ])('for %j is %j', (title, name) => {
    expect(fileNameOf(title, 'ics')).toBe(name)
  })
})
