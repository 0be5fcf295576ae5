import { describe, expect, it } from 'vitest'
import { invitationText, mailto } from './textRules'

describe('the text of an invitation', () => {
  it('has everything in its order', () => {
    expect(invitationText({ title: 'Talk', when: 'Sunday', link: 'https://x/call/a', password: 'Ask for the password.', dialIn: ['+49 30 1', 'Meeting ID: 123', 'PIN: 7'], description: 'About' }))
      .toBe('Talk\nSunday\n\nAbout\n\nhttps://x/call/a\nAsk for the password.\n\n+49 30 1\nMeeting ID: 123\nPIN: 7')
  })

  it('leaves out what there is not', () => {
    expect(invitationText({ title: 'Talk', when: '', link: 'https://x/call/a', password: '', dialIn: [] })).toBe('Talk\n\nhttps://x/call/a')
  })
})

describe('a link to the mail program', () => {
  it('cannot be broken out of', () => {
    expect(mailto('a&b?c@x.org', 'Q&A', 'one\ntwo')).toBe('mailto:a%26b%3Fc@x.org?subject=Q%26A&body=one%0D%0Atwo')
  })
})
