/** Tables of people from spreadsheets, read in the browser. */
import { problemOf, sortOut, type Invitee, type Sorted } from './addressRules'

export interface CsvRecord {
  /** Where it begins in the file; the first line is 1. */
  line: number
  fields: string[]
}

export type Sheet = { error: 'empty' | 'header' } | (Sorted & { error?: undefined })

const ADDRESS_COLUMNS = ['email', 'e-mail', 'mail', 'email address', 'e-mail address', 'e-mail-adresse', 'emailadresse']
const NAME_COLUMNS = ['name', 'full name', 'display name', 'displayname', 'anzeigename']

/** The text of a file: by its byte order mark, else UTF-8, else what old spreadsheets write. */
export function decodeSheet(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Comma, semicolon or tab: the one that stands most often in the first line. */
export function separatorOf(text: string): string {
  const first = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/u.exec(text.trimStart())![0].replace(/"(?:[^"]|"")*"/gu, '')
  const counts = [',', ';', '\t'].map((separator) => [separator, first.split(separator).length] as const)
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

/** The records of a table, blank lines left out. A quoted field may hold separators, doubled quotes and line breaks. */
export function parseCsv(text: string, separator = separatorOf(text)): CsvRecord[] {
  const records: CsvRecord[] = []
  let [line, start, field, fields, isQuoted]: [number, number, string, string[], boolean] = [1, 1, '', [], false]
  const endRecord = () => {
    fields.push(field)
    if (fields.some((value) => value.trim() !== '')) records.push({ line: start, fields })
    ;[field, fields] = ['', []]
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    const isBreak = character === '\n' || (character === '\r' && text[at + 1] !== '\n')
    if (isBreak) line++
    if (isQuoted) {
      if (character !== '"') field += character
      else if (text[at + 1] === '"') field += text[at++]
      else isQuoted = false
    } else if (character === '"' && field.trim() === '') [field, isQuoted] = ['', true]
    else if (character === separator) {
      fields.push(field)
      field = ''
    } else if (isBreak) {
      endRecord()
      start = line
    } else if (character !== '\r') field += character
  }
  endRecord()
  return records
}

/** Finds out who is named in a table. Without a header the column with addresses is taken as such. */
export function readSheet(text: string, known: readonly string[] = []): Sheet {
  const records = parseCsv(text.replace(/^\uFEFF/u, ''))
  if (records.length === 0) return { error: 'empty' }
  const header = records[0]!.fields.map((field) => field.trim().toLowerCase())
  let [address, name] = [header.findIndex((field) => ADDRESS_COLUMNS.includes(field)), header.findIndex((field) => NAME_COLUMNS.includes(field))]
  let rows = records.slice(1)
  if (address < 0) {
    address = header.findIndex((field) => problemOf(field) === null)
    if (address < 0) return { error: 'header' }
    name = header.length > 1 ? (address === 0 ? 1 : 0) : -1
    rows = records
  }
  const at = (fields: string[], column: number) => (fields[column] ?? '').trim().replace(/\s+/gu, ' ')
  return sortOut(rows.map(({ line, fields }) => ({ address: at(fields, address), name: at(fields, name), text: fields.join(' ').trim(), line })), known)
}

function quoted(field: string): string {
  return /[",\r\n]/u.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}

/** A table as the server's import reads it. */
export function importSheet(invitees: readonly Invitee[]): string {
  return [['email', 'name'], ...invitees.map(({ address, name }) => [address, name])].map((row) => row.map(quoted).join(',')).join('\r\n')
}

/** A table for a spreadsheet: nothing in it is taken for a formula. The mark at the beginning tells that it is UTF-8. */
export function exportSheet(rows: readonly (readonly string[])[]): string {
  const harmless = (field: string) => (/^[=+\-@\t]/u.test(field) ? `'${field}` : field)
  return `\uFEFF${rows.map((row) => row.map((field) => quoted(harmless(field))).join(',')).join('\r\n')}\r\n`
}
