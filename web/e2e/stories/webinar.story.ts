import { describe, expect, it } from 'vitest'
import { barriersInBothThemes } from '../support/axe'
import { PHONE } from '../support/people'
import { enter, isBroughtIntoCall, isInside, isWaiting, joinCall, open, reads, say, seesPictures, tokenOf } from '../support/room'
import { scene } from '../support/story'

describe('A webinar', () => {
  const here = scene()

  it('opens by itself for one guest, lets in another one alone, and brings them together in chat and call', async () => {
    const ada = await here.account('ada', 'Ada Lovelace')
    await ada.page.getByRole('button', { name: /New webinar/ }).or(ada.page.getByRole('button', { name: 'New', exact: true })).first().click()
    await ada.page.getByRole('dialog').getByLabel('Name').fill('The Analytical Engine')
    await ada.page.getByText('Everybody, with camera and screen').click()
    expect(await barriersInBothThemes(ada.page)).toEqual([])
    await ada.page.getByRole('button', { name: 'Create webinar' }).click()

    const invitation = ada.page.getByRole('dialog', { name: /Invite/ })
    const link = await invitation.getByRole('textbox', { name: 'Link' }).inputValue()
    expect(await barriersInBothThemes(ada.page)).toEqual([])
    await ada.page.keyboard.press('Escape')
    await ada.page.goto(link)
    await isInside(ada)
    const token = tokenOf(ada.page)

    const grace = await here.guest('Grace', { viewport: PHONE, theme: 'dark' })
    await enter(grace, link)
    await isWaiting(grace)
    expect(await barriersInBothThemes(grace.page)).toEqual([])
    const mae = await here.guest('Mae 👩‍🚀 <b>bold</b>')
    await enter(mae, link)
    await isWaiting(mae)

    await open(ada, 'People')
    await ada.page.getByRole('button', { name: 'Admit Mae 👩‍🚀 <b>bold</b>' }).click()
    await isInside(mae)
    await isWaiting(grace)
    expect(await barriersInBothThemes(ada.page)).toEqual([])

    await grace.page.reload()
    await isWaiting(grace)
    await ada.api('ada').call('PUT', `/apps/spreed/api/v4/room/${token}/webinar/lobby`, { state: 1, timer: Math.ceil(Date.now() / 1000) + 5 })
    await isInside(grace)

    await open(ada, 'Chat')
    await say(ada, 'Welcome **all**!')
    await open(grace, 'Chat')
    await open(mae, 'Chat')
    await reads(grace, 'Welcome all!')
    await say(grace, 'Hello from my phone')
    await reads(ada, 'Hello from my phone')
    await reads(mae, 'Hello from my phone')

    await joinCall(ada)
    await isBroughtIntoCall(grace)
    await isBroughtIntoCall(mae)
    await seesPictures(ada, 2)
    await seesPictures(grace, 1)
    await seesPictures(mae, 2)
    expect(await barriersInBothThemes(ada.page)).toEqual([])
    expect(await barriersInBothThemes(grace.page)).toEqual([])

    await mae.page.getByRole('button', { name: 'Raise hand' }).click()
    await open(ada, 'People')
    await ada.page.getByRole('button', { name: /Lower the hand of Mae/ }).click()
    await mae.page.getByRole('button', { name: 'Raise hand' }).waitFor()

    await ada.page.getByRole('button', { name: 'Leave', exact: true }).click()
    await ada.page.getByRole('menuitem', { name: 'End call for all' }).click()
    await ada.page.getByRole('button', { name: 'End call for all' }).click()
    await grace.page.getByText('The call was ended for everyone.').first().waitFor()
  })

  it('has a guest as a second host, who hears of it at once and without a call', async () => {
    const host = await here.account('emmy', 'Emmy')
    const { token } = await host.api('emmy').call<{ token: string }>('POST', '/apps/spreed/api/v4/room', { roomType: 3, roomName: 'Two hosts' })
    await host.page.goto(`/call/${token}`)
    await isInside(host)
    const [zoe, max] = [await here.guest('Zoe'), await here.guest('Max')]
    for (const guest of [zoe, max]) {
      await enter(guest, `/call/${token}`)
      await isInside(guest)
    }

    await open(host, 'People')
    await host.page.getByRole('button', { name: 'Actions for Zoe' }).click()
    await host.page.getByRole('menuitem', { name: 'Make host' }).click()
    await zoe.page.getByRole('button', { name: /^Host/ }).waitFor()
    await open(zoe, 'People')
    await zoe.page.getByRole('button', { name: 'Actions for Max' }).waitFor()
  })

  it('keeps out who was removed and banned while speaking', async () => {
    const host = await here.account('host', 'Hedy')
    const { token } = await host.api('host').call<{ token: string }>('POST', '/apps/spreed/api/v4/room', { roomType: 3, roomName: 'Open evening' })
    await host.page.goto(`/call/${token}`)
    await isInside(host)
    const troll = await here.guest('Troll')
    await enter(troll, `/call/${token}`)
    await isInside(troll)
    await joinCall(host)
    await isBroughtIntoCall(troll)
    await seesPictures(host, 1)

    await open(host, 'People')
    await host.page.getByRole('button', { name: 'Actions for Troll' }).click()
    await host.page.getByRole('menuitem', { name: 'Ban…' }).click()
    expect(await barriersInBothThemes(host.page)).toEqual([])
    await host.page.getByRole('button', { name: 'Ban', exact: true }).click()

    await troll.page.getByText(/banned you|removed from the conversation/).first().waitFor()
    await troll.page.reload()
    await troll.page.getByText(/A host has banned you|This conversation is not open to guests/).first().waitFor()
  })
})
