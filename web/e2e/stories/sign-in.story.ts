import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriersInBothThemes } from '../support/axe'
import { openBrowser, Person, SMALL_PHONE } from '../support/people'
import { Server } from '../support/server'

describe('Signing in', () => {
  let server: Server
  let browser: Browser

  beforeAll(async () => {
    server = await Server.start()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('says clearly what was wrong, and lets in who knows the password', async () => {
    const ada = await Person.guest(browser, server, 'Ada', { viewport: SMALL_PHONE })
    await ada.page.goto('/settings')
    await ada.page.getByLabel('Name or e-mail').fill('admin')
    await ada.page.getByLabel('Password', { exact: true }).fill('wrong')
    await ada.page.getByRole('button', { name: 'Sign in' }).click()
    await ada.page.getByRole('alert').filter({ hasText: /wrong/i }).waitFor()
    expect(await barriersInBothThemes(ada.page)).toEqual([])

    await ada.signIn('admin', 'the administrator of the stories')
    expect(new URL(ada.page.url()).pathname).toBe('/')
    expect(ada.complaints).toEqual([])
  })
})
