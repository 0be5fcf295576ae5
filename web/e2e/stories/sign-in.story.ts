import { describe, expect, it } from 'vitest'
import { barriersInBothThemes } from '../support/axe'
import { SMALL_PHONE } from '../support/people'
import { ADMIN_PASSWORD } from '../support/server'
import { scene } from '../support/story'

describe('Signing in', () => {
  const here = scene()

  it('says clearly what was wrong, and lets in who knows the password', async () => {
    const admin = await here.guest('Administrator', { viewport: SMALL_PHONE })
    await admin.page.goto('/settings')
    await admin.page.getByLabel('Name or e-mail').fill('admin')
    await admin.page.getByLabel('Password', { exact: true }).fill('wrong')
    await admin.page.getByRole('button', { name: 'Sign in' }).click()
    await admin.page.getByRole('alert').filter({ hasText: /wrong/i }).waitFor()
    expect(await barriersInBothThemes(admin.page)).toEqual([])

    await admin.signIn('admin', ADMIN_PASSWORD)
    expect(new URL(admin.page.url()).pathname).toBe('/')
  })
})
