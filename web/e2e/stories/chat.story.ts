import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Message, Room } from '../../src/api/types'
import { barriersInBothThemes } from '../support/axe'
import { PHONE, type Person } from '../support/people'
import { reads, say } from '../support/room'
import { scene } from '../support/story'

const field = (page: Page) => page.getByLabel('Message', { exact: true })
const said = (page: Page, text: string) => page.getByRole('log').getByText(text)

/** Everything once and in order. */
async function isInOrder(page: Page): Promise<boolean> {
  const ids = await page.locator('[role=log] [data-id]').evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.id)))
  return ids.length > 0 && ids.every((id, index) => index === 0 || id > ids[index - 1]!)
}

describe('The chat', () => {
  const here = scene()
  let ada: Person
  let bob: Person
  let token: string

  beforeEach(async () => {
    ada = await here.account('ada', 'Ada')
    bob = await here.account('bob', 'Bob <b>Builder</b>', { viewport: PHONE, theme: 'dark' })
    const room = await ada.api('ada').call<Room>('POST', '/apps/spreed/api/v4/room', { roomType: 2, roomName: 'Engines' })
    token = room.token
    await ada.api('ada').call('POST', `/apps/spreed/api/v4/room/${token}/participants`, { newParticipant: 'bob', source: 'users' })
    for (const { page } of [ada, bob]) await page.goto(`/call/${token}`)
    for (const { page } of [ada, bob]) await field(page).waitFor()
  })

  it('carries what two people write, answer, edit and delete', async () => {
    await say(ada, 'Hello **there** <script>alert(1)</script>')
    await reads(bob, '<script>alert(1)</script>')

    await said(bob.page, 'Hello').tap()
    await bob.page.getByRole('button', { name: 'Reply' }).click()
    await say(bob, 'Good morning')
    await ada.page.getByRole('button', { name: /^Go to the message of Ada: Hello there/ }).waitFor()

    await field(bob.page).fill('I mean')
    await field(bob.page).fill('')
    await field(bob.page).press('ArrowUp')
    await field(bob.page).fill('Good evening')
    await bob.page.getByRole('button', { name: 'Save' }).click()
    await reads(ada, 'Good evening')

    await said(ada.page, 'Good evening').hover()
    await ada.page.getByRole('button', { name: 'Actions' }).click()
    await ada.page.getByRole('menuitem', { name: 'Delete' }).click()
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await reads(bob, 'Ada deleted this message')
  })

  it('mentions people whom one looks for by name', async () => {
    await field(ada.page).pressSequentially('Where is @buil')
    await ada.page.getByRole('option', { name: /Bob/ }).waitFor()
    await field(ada.page).press('Enter')
    expect(await field(ada.page).inputValue()).toBe('Where is @Bob <b>Builder</b> ')
    await field(ada.page).press('Enter')

    await bob.page.getByRole('article').filter({ hasText: 'You are mentioned' }).waitFor()
  })

  it('loses nothing when the network goes, and sends what was written meanwhile', async () => {
    await bob.context.setOffline(true)
    await say(bob, 'written in a tunnel')
    await bob.page.getByRole('alert').filter({ hasText: 'Not sent' }).waitFor()
    for (const message of ['missed one', 'missed two']) await ada.api('ada').call<Message>('POST', `/apps/spreed/api/v1/chat/${token}`, { message })

    await bob.context.setOffline(false)

    await reads(bob, 'missed two')
    await reads(ada, 'written in a tunnel')
    await bob.page.getByText('Not sent').waitFor({ state: 'detached' })
    expect(await isInOrder(ada.page)).toBe(true)
    expect(await isInOrder(bob.page)).toBe(true)
  })

  it('says why one cannot write, and keeps nobody out', async () => {
    for (const { page } of [ada, bob]) expect(await barriersInBothThemes(page)).toEqual([])
    await ada.api('ada').call('PUT', `/apps/spreed/api/v4/room/${token}/read-only`, { state: 1 })
    await bob.page.getByText('The chat is locked').waitFor()
    expect(await barriersInBothThemes(bob.page)).toEqual([])
  })
})
