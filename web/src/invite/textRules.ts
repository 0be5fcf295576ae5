/** The text of an invitation, as it goes into a mail or a calendar. */

export interface InvitationTexts {
  title: string
  /** Empty when no time is set. */
  when: string
  link: string
  password: string
  /** How to call in; empty lines are left out. */
  dialIn: readonly string[]
  description?: string
}

/** Blocks of lines with an empty line between them; what is empty is left out. */
export function invitationText({ title, when, link, password, dialIn, description = '' }: InvitationTexts): string {
  return [[title, when], [description], [link, password], dialIn]
    .map((lines) => lines.map((line) => line.trim()).filter(Boolean).join('\n'))
    .filter(Boolean)
    .join('\n\n')
}

/** A link that opens the mail program with everything written already. */
export function mailto(address: string, subject: string, body: string): string {
  // The at sign may stay; everything else that means something in the link is encoded.
  return `mailto:${encodeURIComponent(address).replaceAll('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replace(/\r?\n/gu, '\r\n'))}`
}
