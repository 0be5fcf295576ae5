import { expect } from 'vitest'
import type { Page } from 'playwright-core'
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
  await person.page.waitForTimeout(1000)
  const camera = person.page.getByRole('button', { name: 'Turn on camera' })
  if (await camera.isVisible()) await camera.click()
}

/** Sees at least so many moving pictures of others. */
export async function seesPictures(person: Person, count: number): Promise<void> {
  await expect.poll(() => moving(person.page), { timeout: 45_000, interval: 500 }).toBeGreaterThanOrEqual(count)
}

/** How many videos of others show something and go on. */
async function moving(page: Page): Promise<number> {
  const times = () => page.evaluate(() => [...document.querySelectorAll('video')]
    .filter((video) => video.srcObject && video.videoWidth > 0 && !video.closest('[data-self]'))
    .map((video) => video.getVideoPlaybackQuality().totalVideoFrames))
  const before = await times()
  await page.waitForTimeout(400)
  return (await times()).filter((frames, index) => frames > (before[index] ?? frames)).length
}
