import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import type { Person } from './people'

/** Of the call: hosts have a menu there. */
const LEAVE = { name: /^Leave( call)?$/ }

export const tokenOf = (page: Page) => new URL(page.url()).pathname.split('/')[2]!

/** Follows a link as a guest: name, the look at one's devices, in. */
export async function enter(person: Person, path: string): Promise<void> {
  await person.page.goto(path)
  await person.page.getByLabel('Your name').fill(person.name)
  await person.page.getByRole('button', { name: 'Join', exact: true }).click()
}

export async function isInside(person: Person): Promise<void> {
  await person.page.getByRole('button', { name: /^(Start|Join) call$/ }).or(person.page.getByRole('button', LEAVE)).or(person.page.getByText('The call begins when the host starts it.')).first().waitFor()
}

export async function isWaiting(person: Person): Promise<void> {
  await person.page.getByText('Waiting room', { exact: true }).waitFor()
}

/** Opens a panel unless it is open; without a call the chat is there anyhow. */
export async function open(person: Person, panel: 'Chat' | 'People' | 'Rooms'): Promise<void> {
  if (panel === 'Chat') {
    await person.page.getByRole('log', { name: 'Messages' }).or(person.page.getByRole('button', { name: /^Chat/ })).first().waitFor()
    if (await person.page.getByRole('log', { name: 'Messages' }).isVisible()) return
  }
  const tab = person.page.getByRole('tab', { name: new RegExp(`^${panel}`) })
  if (await tab.isVisible()) await tab.click()
  else await person.page.getByRole('button', { name: new RegExp(`^${panel}`) }).first().click()
}

export async function say(person: Person, text: string): Promise<void> {
  const field = person.page.getByRole('textbox', { name: /message/i }).first()
  await field.fill(text)
  await person.page.getByRole('button', { name: 'Send', exact: true }).click()
}

export async function reads(person: Person, text: string): Promise<void> {
  await person.page.getByRole('log', { name: 'Messages' }).getByText(text).first().waitFor()
}

/** Starts or joins the call, with a last look at one's devices. */
export async function joinCall(person: Person): Promise<void> {
  const go = { name: /^(Start|Join) call$/ }
  await person.page.getByRole('button', go).first().click()
  await person.page.getByRole('dialog').getByRole('button', go).click()
  await person.page.getByRole('button', LEAVE).waitFor()
}

/** Guests came for the call: they are brought into it, and switch on their camera if that was a while ago. */
export async function isBroughtIntoCall(person: Person): Promise<void> {
  await person.page.getByRole('button', LEAVE).waitFor()
  const camera = person.page.getByRole('button', { name: /^Turn (on|off) camera/ })
  if (/on camera/.test((await camera.getAttribute('aria-label'))!)) await camera.click()
}

/** Sees somebody's picture move. */
export async function seesPicture(person: Person, name: string, kind: 'video' | 'screen' = 'video'): Promise<void> {
  const label = kind === 'screen' ? `Screen of ${name}` : name
  await move(person.page.getByRole('listitem', { name: new RegExp(`^${label}`) }).locator(`video[data-kind=${kind}]`), 1)
}

/** Sees at least so many moving pictures of others. */
export async function seesPictures(person: Person, count: number): Promise<void> {
  await move(person.page.getByRole('listitem').filter({ hasNotText: '(you)' }).locator('video'), count)
}

/** Waits until so many of these have shown some pictures more than when they were first looked at. */
async function move(videos: Locator, count: number): Promise<void> {
  const first = await videos.page().evaluateHandle(() => new WeakMap<Element, number>())
  await expect.poll(() => videos.evaluateAll((all, before) => all.filter((one) => {
    const { totalVideoFrames: frames } = (one as HTMLVideoElement).getVideoPlaybackQuality()
    if (!before.has(one)) before.set(one, frames)
    return frames > before.get(one)! + 5
  }).length, first), { timeout: 45_000, interval: 250 }).toBeGreaterThanOrEqual(count)
}

interface Flow {
  name: string
  received: number
  sent: number
  codecs: string
}

/** Looks at "Connection details" until they say what is wanted. */
export async function connections({ page }: Person, isWanted: (flows: Flow[]) => boolean): Promise<void> {
  await page.getByRole('button', { name: 'Call options' }).click()
  await page.getByRole('menuitem', { name: 'Connection details' }).click()
  const dialog = page.getByRole('dialog', { name: 'Connection details' })
  await expect.poll(async () => {
    const flows = await dialog.locator('tbody tr').evaluateAll((all) => all.map((row) => ({
      name: row.querySelector('th')!.textContent!,
      received: Number((row as HTMLElement).dataset.received),
      sent: Number((row as HTMLElement).dataset.sent),
      codecs: row.querySelectorAll('td')[8]!.textContent!,
    })))
    return isWanted(flows) || flows
  }, { timeout: 45_000, interval: 500 }).toBe(true)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await dialog.waitFor({ state: 'detached' })
}
