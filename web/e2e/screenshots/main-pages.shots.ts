import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { it } from 'vitest'
import { DESKTOP, PHONE, type Person } from '../support/people'
import { enter, isBroughtIntoCall, isInside, isWaiting, joinCall, open, reads, say, seesPictures } from '../support/room'
import { scene } from '../support/story'

/** The pictures in `docs/screenshots`: main pages on a phone and on a desktop, in both themes. `npm run screenshots` takes them anew. */
const FOLDER = resolve(import.meta.dirname, '../../../docs/screenshots')

const here = scene()

/** Every picture of a camera shows something, and what follows from another size or theme is on the screen: styles in the first frame, what measures itself in the second. */
async function isDrawn(page: Page): Promise<void> {
  await page.waitForFunction(() => [...document.querySelectorAll('video')].every((video) => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA))
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** @param name what is shown; the size and the theme are added */
async function shoot(page: Page, name: string): Promise<void> {
  const size = page.viewportSize()!.width < 600 ? 'phone' : 'desktop'
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await isDrawn(page)
    await page.screenshot({ path: resolve(FOLDER, `${name}-${size}-${theme}.png`), animations: 'disabled' })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

/** @param without what is closed on the phone, where it would hide everything else */
async function shootBoth(person: Person, name: string, without?: string): Promise<void> {
  await shoot(person.page, name)
  await person.page.setViewportSize(PHONE)
  await isDrawn(person.page)
  if (without) await person.page.getByRole('button', { name: without }).click()
  await shoot(person.page, name)
  await person.page.setViewportSize(DESKTOP)
}

it('takes pictures of the main pages', { timeout: 600_000 }, async () => {
  mkdirSync(FOLDER, { recursive: true })
  const ada = await here.account('ada', 'Ada Lovelace')
  const api = ada.api('ada')
  const soon = Math.ceil(Date.now() / 1000)
  const create = (body: object) => api.call<{ token: string }>('POST', '/apps/spreed/api/v4/room', body)
  const webinar = await create({ roomType: 3, roomName: 'The Analytical Engine: an open evening', description: 'What a machine can do, and what it cannot. Questions at the end.', lobbyState: 1, lobbyTimer: soon + 754 })
  await create({ roomType: 3, roomName: 'Autumn briefing', lobbyState: 1, lobbyTimer: soon + 3 * 86_400 })
  const class_ = await create({ roomType: 3, roomName: 'Physics 9b' })
  await create({ roomType: 2, roomName: 'Weekly meeting' })

  const grace = await here.guest('Grace Hopper')
  await enter(grace, `/call/${webinar.token}`)
  await isWaiting(grace)
  await shootBoth(grace, 'waiting')

  await ada.page.goto('/')
  await ada.page.getByText('Autumn briefing').first().waitFor()
  await ada.page.waitForLoadState('networkidle')
  await shootBoth(ada, 'home')

  await ada.page.goto(`/call/${class_.token}`)
  await isInside(ada)
  const others: Person[] = []
  for (const name of ['Emmy Noether', 'Lise Meitner', 'Mae Jemison', 'Hedy Lamarr']) {
    const person = await here.guest(name)
    await enter(person, `/call/${class_.token}`)
    await isInside(person)
    others.push(person)
  }
  await joinCall(ada)
  for (const person of others) await isBroughtIntoCall(person)
  await open(ada, 'Chat')
  await say(ada, 'Welcome! The slides are at https://example.org/slides – we begin in **five minutes**.')
  await open(others[1]!, 'Chat')
  await say(others[1]!, 'Good morning from Berlin')
  await others[2]!.page.getByRole('button', { name: 'Raise hand' }).click()
  await ada.page.getByRole('listitem', { name: /^Mae Jemison.*hand raised/ }).waitFor()
  await reads(ada, 'Good morning from Berlin')
  await seesPictures(ada, others.length)
  await shootBoth(ada, 'room', 'Close panel')
  await open(ada, 'People')
  for (const { name } of others) await ada.page.getByRole('button', { name: `Actions for ${name}` }).waitFor()
  await shootBoth(ada, 'people')

  await open(ada, 'Rooms')
  await ada.page.getByText('Automatic', { exact: true }).click()
  await ada.page.getByLabel('Number of rooms').fill('2')
  await ada.page.getByRole('button', { name: 'Create 2 rooms' }).click()
  await ada.page.getByRole('button', { name: 'Open rooms' }).waitFor()
  await shootBoth(ada, 'board')
  await ada.page.getByRole('button', { name: 'Open rooms' }).click()
  for (const person of others) await person.page.waitForURL((url) => !url.pathname.endsWith(class_.token))
  await others[3]!.page.getByRole('button', { name: /Ask for help|^Help$/ }).first().click()
  await ada.page.getByText(/asks for help/).first().waitFor()
  for (const { name } of others) await ada.page.getByRole('option', { name: new RegExp(`^${name}.*in the call`) }).waitFor()
  await shootBoth(ada, 'rooms')
})
