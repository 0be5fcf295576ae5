import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { Api, passwordOf } from './api'
import type { Server } from './server'

export const PHONE = { width: 390, height: 844 }
export const SMALL_PHONE = { width: 360, height: 740 }
export const DESKTOP = { width: 1440, height: 900 }

export interface Looks {
  viewport?: { width: number; height: number }
  theme?: 'light' | 'dark'
  language?: string
  timeZone?: string
  /** No camera and no microphone for this person. */
  denied?: boolean
}

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium'
/** What does not come within this does not come: several browsers share a small machine. */
const WITHIN = 40_000

/** A browser whose cameras show a test picture, slowly, and whose microphones beep: several people share a small machine. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--use-fake-device-for-media-stream=fps=5', '--use-fake-ui-for-media-stream', '--auto-accept-this-tab-capture',
      '--autoplay-policy=no-user-gesture-required', '--disable-features=WebRtcHideLocalIpsWithMdns',
    ],
  })
}

/** Somebody with a browser of their own: what the page complained about is kept. */
export class Person {
  readonly complaints: string[] = []

  private constructor(readonly name: string, readonly context: BrowserContext, readonly page: Page, private readonly server: Server) {
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Unhandled|\[Vue/.test(message.text())) this.complaints.push(message.text())
    })
  }

  /** Somebody who has only a link. */
  static async guest(browser: Browser, server: Server, name: string, looks: Looks = {}): Promise<Person> {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: looks.viewport ?? DESKTOP,
      hasTouch: (looks.viewport?.width ?? 1000) < 600,
      colorScheme: looks.theme ?? 'light',
      locale: looks.language ?? 'en-GB',
      timezoneId: looks.timeZone ?? 'Europe/Berlin',
      permissions: looks.denied ? [] : ['camera', 'microphone', 'notifications', 'clipboard-read', 'clipboard-write'],
    })
    context.setDefaultTimeout(WITHIN)
    return new Person(name, context, await context.newPage(), server)
  }

  /** Somebody with an account, signed in on the page. */
  static async account(browser: Browser, server: Server, id: string, displayName: string, looks: Looks = {}): Promise<Person> {
    await new Api(server).account(id, displayName)
    const person = await Person.guest(browser, server, displayName, looks)
    await person.signIn(id, passwordOf(id))
    return person
  }

  async signIn(id: string, password: string): Promise<void> {
    await this.page.goto('/login')
    await this.page.getByLabel('Name or e-mail').fill(id)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
    await this.page.waitForURL((url) => url.pathname !== '/login')
  }

  /** The API as this account. */
  api(id: string): Api {
    return new Api(this.server, id, passwordOf(id))
  }
}
