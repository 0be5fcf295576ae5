import type { DraftMention } from './mentionRules'

const KEY = 'plenum.chat.draft.'

export interface KeptDraft {
  text: string
  mentions: DraftMention[]
  replyTo: number | null
}

/** What was begun and not sent, for each conversation, as long as the tab lives. */
export function keepDraft(token: string, draft: KeptDraft): void {
  if (draft.text.trim() === '' && draft.replyTo === null) sessionStorage.removeItem(KEY + token)
  else sessionStorage.setItem(KEY + token, JSON.stringify(draft))
}

export function readDraft(token: string): KeptDraft {
  const kept = sessionStorage.getItem(KEY + token)
  return kept ? (JSON.parse(kept) as KeptDraft) : { text: '', mentions: [], replyTo: null }
}
