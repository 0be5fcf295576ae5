import { describe, expect, it } from 'vitest'
import { barriersInBothThemes } from '../support/axe'
import { ADMIN_PASSWORD } from '../support/server'
import { isInside } from '../support/room'
import { scene } from '../support/story'

describe('The telephone', () => {
  const here = scene()

  it('is set up by the administrator and switched on by a host, who reads out the PINs', async () => {
    const admin = await here.guest('Administrator')
    await admin.signIn('admin', ADMIN_PASSWORD)
    await admin.page.goto('/admin/telephone')
    await admin.page.getByLabel('Text with the number').fill('Dial +49 30 1234567')
    await admin.page.getByRole('button', { name: 'Generate secret' }).click()
    expect(await barriersInBothThemes(admin.page)).toEqual([])
    await admin.page.getByRole('button', { name: 'Save' }).first().click()
    await admin.page.getByText('Telephone settings are saved.').first().waitFor()

    const host = await here.account('host', 'Hedy')
    const { token } = await host.api('host').call<{ token: string }>('POST', '/apps/spreed/api/v4/room', { roomType: 3, roomName: 'By telephone' })
    await host.page.goto(`/call/${token}`)
    await isInside(host)
    await host.page.getByRole('button', { name: /^Host/ }).click()
    await host.page.getByRole('tab', { name: 'Telephone' }).click()
    await host.page.getByRole('switch', { name: 'Join by telephone' }).click()
    await host.page.getByText('Dial +49 30 1234567').waitFor()
    const pin = await host.page.getByRole('row', { name: /Hedy/ }).getByRole('cell').last().innerText()
    expect(pin).toMatch(/^\d{7}$/)
    expect(await barriersInBothThemes(host.page)).toEqual([])
  })
})
