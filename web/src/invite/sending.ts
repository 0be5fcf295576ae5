import { talk } from '@/api/ocs'
import type { EmailImport } from '@/api/types'
import type { Invitee } from './addressRules'
import { importSheet } from './csvRules'

export interface InviteResult {
  invited: number
  /** Addresses that the server did not take: banned ones, mostly. */
  refused: string[]
}

/** People in one request: few enough that the progress moves. */
const PORTION = 50

/**
 * Invites all, portion by portion, as a file with their names: it takes hundreds in seconds. Asking again for those
 * who are invited already changes nothing.
 */
export async function inviteAll(token: string, invitees: readonly Invitee[], onProgress: (done: number) => void): Promise<InviteResult> {
  const result: InviteResult = { invited: 0, refused: [] }
  for (let at = 0; at < invitees.length; at += PORTION) {
    const portion = invitees.slice(at, at + PORTION)
    const { invites, invalidLines } = await importPortion(token, portion)
    result.invited += invites
    // Line 1 is the header.
    result.refused.push(...(invalidLines ?? []).map((line) => portion[line - 2]?.address ?? '').filter(Boolean))
    onProgress(at + portion.length)
  }
  return result
}

async function importPortion(token: string, portion: readonly Invitee[]): Promise<EmailImport> {
  const body = new FormData()
  body.set('file', new File([importSheet(portion)], 'invitations.csv', { type: 'text/csv' }))
  return talk.post<EmailImport>(`v4/room/${token}/import-emails`, body)
}
