import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { Api, passwordOf } from '../support/api'
import { barriersInBothThemes } from '../support/axe'
import { SMALL_PHONE } from '../support/people'
import { enter } from '../support/room'
import { scene } from '../support/story'

const HOUR = 3_600_000

interface Room { token: string }

describe('At the door', () => {
  const here = scene()
  let host: Api

  beforeAll(async () => {
    await new Api(here.server).account('ada', 'Ada Lovelace')
    host = new Api(here.server, 'ada', passwordOf('ada'))
  })

  const webinar = (more: object) => host.call<Room>('POST', '/apps/spreed/api/v4/room', { roomType: 3, roomName: 'An open evening', description: 'See https://example.org/<b>', lobbyState: 1, ...more })
  const timer = (page: Page) => page.getByRole('timer')
  const secondsLeft = async (page: Page) => {
    const numbers = (await timer(page).innerText()).match(/\d+/g)!.map(Number)
    return numbers.reduce((sum, number) => sum * 60 + number, 0)
  }

  it.each([-5, 9])('the page counts down by the clock of the server although the device is off by %d hours, keeps the place over a reload, and opens by itself', async (hours) => {
    const opensAt = Math.floor(Date.now() / 1000) + 25
    const { token } = await webinar({ lobbyTimer: opensAt })
    const zoe = await here.guest('Zoe', { viewport: SMALL_PHONE, timeZone: 'America/New_York' })
    await zoe.context.addInitScript((shift) => {
      const now = Date.now.bind(Date)
      window.Date = class extends Date {
        constructor(...given: []) { super(...(given.length ? given : [now() + shift] as unknown as [])) }
        static override now() { return now() + shift }
      } as DateConstructor
    }, hours * HOUR)

    await enter(zoe, `/call/${token}`)
    await timer(zoe.page).waitFor()
    expect(Math.abs((await secondsLeft(zoe.page)) - (opensAt - Date.now() / 1000))).toBeLessThan(3)
    await zoe.page.getByText('Eastern Standard Time').or(zoe.page.getByText('Eastern Daylight Time')).waitFor()
    await zoe.page.getByRole('link', { name: 'https://example.org/' }).waitFor()
    expect(await barriersInBothThemes(zoe.page)).toEqual([])

    await zoe.page.reload()
    await timer(zoe.page).waitFor()
    expect(await zoe.page.title()).toMatch(/^0:\d\d · An open evening/)
    await zoe.page.getByText('You are waiting as Zoe').waitFor()

    await zoe.page.getByText('The door is open').waitFor({ timeout: 60_000 })
    expect(Date.now() / 1000).toBeGreaterThanOrEqual(opensAt)
  })

  it('the host opens in the same moment as the timer, and one is told once', async () => {
    const opensAt = Math.floor(Date.now() / 1000) + 15
    const { token } = await webinar({ lobbyTimer: opensAt })
    const bob = await here.guest('')
    await enter(bob, `/call/${token}`)
    await bob.page.getByText('You are waiting as Guest').waitFor()

    await new Promise((resolve) => setTimeout(resolve, opensAt * 1000 - Date.now()))
    await host.call('PUT', `/apps/spreed/api/v4/room/${token}/webinar/lobby`, { state: 0 })

    await bob.page.getByText('The door is open').waitFor()
    expect(await bob.page.getByText('The door is open').count()).toBe(1)
  })

  it('a wrong password is said clearly, and the right one lets in', async () => {
    const { token } = await webinar({ password: 'an evening for friends' })
    const eve = await here.guest('Eve', { viewport: SMALL_PHONE })
    await eve.page.goto(`/call/${token}`)
    await eve.page.getByLabel('Your name').fill('Eve')
    const [password, go] = [eve.page.getByLabel('Password', { exact: true }), eve.page.getByRole('button', { name: 'Join', exact: true })]
    await password.fill('wrong')
    await go.click()
    await eve.page.getByText('This password is wrong').waitFor()
    expect(await barriersInBothThemes(eve.page)).toEqual([])

    await password.fill('an evening for friends')
    await go.click()
    await eve.page.getByText('The host will let you in', { exact: true }).waitFor()
    await eve.page.getByRole('button', { name: 'Leave' }).click()
    await eve.page.getByRole('heading', { name: 'You left' }).waitFor()
  })

  it('a personal link is proven without a password, and its secret leaves the address bar', async () => {
    const { token } = await webinar({ password: 'an evening for friends' })
    await host.call('POST', `/apps/spreed/api/v4/room/${token}/participants`, { newParticipant: 'max@example.org', source: 'emails' })
    const [invitation] = await host.call<{ link: string }[]>('GET', `/apps/plenum/api/v1/room/${token}/invitations`)
    const max = await here.guest('Max')

    await max.page.goto(invitation!.link)
    await max.page.getByText('You are waiting as max@example.org').waitFor()

    expect(new URL(max.page.url()).search).toBe('')
  })
})
