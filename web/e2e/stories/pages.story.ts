import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { barriersInBothThemes } from '../support/axe'
import { SMALL_PHONE } from '../support/people'
import { enter, isInside, isWaiting } from '../support/room'
import { ADMIN_PASSWORD } from '../support/server'
import { scene } from '../support/story'

/** What the page loads before anything is clicked, compressed, at most. */
const SCRIPT_BUDGET = 200 * 1024

async function scriptBytes(page: Page): Promise<number> {
  await page.waitForLoadState('networkidle')
  return page.evaluate(() => performance.getEntriesByType('resource').filter((entry) => /\.js$/.test(new URL(entry.name).pathname)).reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0))
}

/** Nothing but this server was asked for anything. */
async function foreignHosts(page: Page): Promise<string[]> {
  return page.evaluate(() => [...new Set(performance.getEntriesByType('resource').map((entry) => new URL(entry.name)).filter((url) => url.protocol.startsWith('http') && url.host !== location.host).map((url) => url.host))])
}

async function isWithinScreen(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)
}

describe('Every page', () => {
  const here = scene()

  it('of the administrator can be read and used by everybody, in both themes', async () => {
    const admin = await here.guest('Administrator')
    await admin.signIn('admin', ADMIN_PASSWORD)
    for (const section of ['overview', 'users', 'groups', 'conversations', 'telephone', 'relays', 'signaling']) {
      await admin.page.goto(`/admin/${section}`)
      await admin.page.waitForLoadState('networkidle')
      expect(await barriersInBothThemes(admin.page), section).toEqual([])
    }
  })

  it('of one’s own can be read and used by everybody, also on a small phone', async () => {
    const ada = await here.account('ada', 'Ada', { viewport: SMALL_PHONE })
    await ada.api('ada').call('POST', '/apps/spreed/api/v4/room', { roomType: 3, roomName: 'شكراً <b>جزيلاً</b> 👩‍🚀 '.repeat(6).trim() })
    for (const path of ['/', '/settings/profile', '/settings/password', '/settings/devices', '/settings/appearance', '/nothing']) {
      await ada.page.goto(path)
      await ada.page.waitForLoadState('networkidle')
      expect(await barriersInBothThemes(ada.page), path).toEqual([])
      expect(await isWithinScreen(ada.page), path).toBe(true)
    }
  })

  it('of the host’s desk and the invitation can be read and used by everybody', async () => {
    const host = await here.account('host', 'Hedy')
    const { token } = await host.api('host').call<{ token: string }>('POST', '/apps/spreed/api/v4/room', { roomType: 3, roomName: 'Open evening', lobbyState: 1 })
    await host.page.goto(`/call/${token}`)
    await isInside(host)
    await host.page.getByRole('button', { name: /^Host/ }).click()
    for (const tab of await host.page.getByRole('dialog').getByRole('tab').all()) {
      await tab.click()
      expect(await barriersInBothThemes(host.page), await tab.innerText()).toEqual([])
    }
    await host.page.keyboard.press('Escape')
    await host.page.getByRole('button', { name: 'Invite people' }).click()
    await host.page.getByRole('dialog').getByRole('textbox', { name: 'Link' }).waitFor()
    for (const tab of await host.page.getByRole('dialog').getByRole('tab').all()) {
      await tab.click()
      expect(await barriersInBothThemes(host.page), await tab.innerText()).toEqual([])
    }
  })

  it('that somebody sees first is small, and asks nobody but this server', async () => {
    const host = await here.account('lise', 'Lise')
    const { token } = await host.api('lise').call<{ token: string }>('POST', '/apps/spreed/api/v4/room', { roomType: 3, roomName: 'Open evening', lobbyState: 1 })
    const guest = await here.guest('Gina')
    await guest.page.goto('/login')
    expect(await scriptBytes(guest.page)).toBeLessThan(SCRIPT_BUDGET)
    await guest.page.goto(`/call/${token}`)
    expect(await scriptBytes(guest.page)).toBeLessThan(SCRIPT_BUDGET)
    await enter(guest, `/call/${token}`)
    await isWaiting(guest)
    expect(await foreignHosts(guest.page)).toEqual([])
    await host.page.goto('/')
    expect(await scriptBytes(host.page)).toBeLessThan(SCRIPT_BUDGET)
  })
})
