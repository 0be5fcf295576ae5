import { describe, expect, it } from 'vitest'
import { barriersInBothThemes } from '../support/axe'
import { Api } from '../support/api'
import type { Person } from '../support/people'
import { enter, isInside, joinCall, open, seesPictures } from '../support/room'
import { scene } from '../support/story'

describe('A class', () => {
  const here = scene()

  it('is spread over rooms on the board, asks for help, hears a broadcast, moves and comes back', async () => {
    const pupils = ['Anna', 'Ben', 'Cem', 'Dana']
    const teacher = await here.account('teacher', 'Emmy Noether')
    const api = teacher.api('teacher')
    const { token } = await api.call<{ token: string }>('POST', '/apps/spreed/api/v4/room', { roomType: 2, roomName: 'Algebra' })
    const class_: Person[] = []
    for (const name of pupils) {
      const pupil = await here.account(name.toLowerCase(), name)
      await api.call('POST', `/apps/spreed/api/v4/room/${token}/participants`, { newParticipant: name.toLowerCase(), source: 'users' })
      await pupil.page.goto(`/call/${token}`)
      await isInside(pupil)
      class_.push(pupil)
    }
    const [anna, , cem] = class_ as [Person, Person, Person]
    await teacher.page.goto(`/call/${token}`)
    await isInside(teacher)
    await joinCall(teacher)
    await joinCall(anna)
    await seesPictures(anna, 1)

    await open(teacher, 'Rooms')
    await teacher.page.getByText('By hand', { exact: true }).click()
    await teacher.page.getByLabel('Number of rooms').fill('2')
    expect(await barriersInBothThemes(teacher.page)).toEqual([])
    await teacher.page.getByRole('button', { name: 'Create 2 rooms' }).click()

    const board = teacher.page
    await place(board, 'Anna', 'Room 1')
    await place(board, 'Ben', 'Room 1')
    await place(board, 'Cem', 'Room 2')
    await place(board, 'Dana', 'Room 2')
    expect(await barriersInBothThemes(board)).toEqual([])
    await board.getByRole('button', { name: 'Apply' }).click()
    await board.getByLabel('Time limit').selectOption({ label: '10 minutes' })
    await board.getByRole('button', { name: 'Open rooms' }).click()

    await arrives(api, token, { 'Room 1': ['anna', 'ben'], 'Room 2': ['cem', 'dana'] })
    for (const person of [teacher, ...class_]) await person.page.getByText(/^\d+:\d\d left$/).first().waitFor()
    await board.getByRole('button', { name: 'Time limit' }).click()
    await board.getByRole('menuitem', { name: '5 minutes longer' }).click()
    for (const person of [teacher, ...class_]) await person.page.getByText(/^1[0-5]:\d\d left$/).first().waitFor()

    await open(cem, 'Rooms')
    await cem.page.getByRole('button', { name: /Ask for help|^Help$/ }).first().click()
    await board.getByText('Room 2 asks for help').first().waitFor()
    expect(await barriersInBothThemes(board)).toEqual([])
    await board.getByRole('button', { name: 'Dismiss: request of Room 2' }).click()

    await board.getByRole('button', { name: 'Message to all' }).click()
    await board.getByRole('dialog').getByLabel('Message').fill('Five minutes left')
    await board.getByRole('button', { name: 'Send to all rooms' }).click()
    for (const pupil of class_) await pupil.page.getByText('Five minutes left').first().waitFor()

    await place(board, 'Dana', 'Room 1')
    await board.getByRole('button', { name: 'Apply' }).click()
    await arrives(api, token, { 'Room 1': ['anna', 'ben', 'dana'], 'Room 2': ['cem'] })

    await board.getByRole('button', { name: 'Close rooms' }).click()
    await board.getByRole('dialog').getByRole('button', { name: 'Close rooms' }).click()
    for (const pupil of class_) await pupil.page.waitForURL(`**/call/${token}`)
  })

  it('chooses its rooms itself in free mode, guests of a public webinar as well', async () => {
    const host = await here.account('host', 'Sophie')
    const api = host.api('host')
    const { token } = await api.call<{ token: string }>('POST', '/apps/spreed/api/v4/room', { roomType: 3, roomName: 'Open space' })
    await api.call('POST', `/apps/spreed/api/v1/breakout-rooms/${token}`, { mode: 3, amount: 3 })
    await host.page.goto(`/call/${token}`)
    await isInside(host)
    const guest = await here.guest('Guest Gina')
    await enter(guest, `/call/${token}`)
    await isInside(guest)

    await open(host, 'Rooms')
    await host.page.getByRole('button', { name: 'Open rooms' }).click()
    await guest.page.getByText('The rooms are open. Choose one.').first().waitFor()
    expect(await barriersInBothThemes(guest.page)).toEqual([])
    await open(guest, 'Rooms')
    await guest.page.getByRole('button', { name: 'Go in: Room 2' }).click()
    await guest.page.waitForURL((url) => !url.pathname.endsWith(token))
    await guest.page.getByText('Room 2').first().waitFor()
    await guest.page.getByRole('button', { name: 'Back to everybody' }).first().click()
    await guest.page.waitForURL(`**/call/${token}`)
  })

  it('deals the guests of a public webinar out into rooms and brings them back when the time is over', async () => {
    const host = await here.account('lise', 'Lise')
    const api = host.api('lise')
    const { token } = await api.call<{ token: string }>('POST', '/apps/spreed/api/v4/room', { roomType: 3, roomName: 'Public webinar' })
    await host.page.goto(`/call/${token}`)
    await isInside(host)
    const guests = [await here.guest('Uno'), await here.guest('Due')]
    for (const guest of guests) {
      await enter(guest, `/call/${token}`)
      await isInside(guest)
    }
    await open(host, 'Rooms')
    await host.page.getByText('Automatic', { exact: true }).click()
    await host.page.getByLabel('Number of rooms').fill('2')
    await host.page.getByRole('button', { name: 'Create 2 rooms' }).click()
    await host.page.getByRole('button', { name: 'Open rooms' }).click()
    for (const guest of guests) await guest.page.waitForURL((url) => !url.pathname.endsWith(token))
    await api.call('PUT', `/apps/plenum/api/v1/breakout-rooms/${token}/timer`, { endsAt: Math.floor(Date.now() / 1000) + 30 })
    for (const person of [host, ...guests]) await person.page.getByText(/^0:\d\d left$/).first().waitFor()
    expect(await barriersInBothThemes(host.page)).toEqual([])
    for (const guest of guests) await guest.page.waitForURL(`**/call/${token}`, { timeout: 60_000 })
  })
})

/** By keyboard: found, selected, moved. */
async function place(page: Person['page'], name: string, room: string): Promise<void> {
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).first().click()
  await page.getByRole('button', { name: 'Move to…' }).first().click()
  await page.getByRole('menuitem', { name: new RegExp(room) }).or(page.getByRole('button', { name: new RegExp(room) })).last().click()
}

interface Board { rooms: { name: string; people: { actorId: string; present: boolean; participantType: number }[] }[] }

/** Waits until those and nobody else are present in the rooms. */
async function arrives(api: Api, token: string, wanted: Record<string, string[]>): Promise<void> {
  await expect.poll(async () => {
    const board = await api.call<Board>('GET', `/apps/plenum/api/v1/breakout-rooms/${token}/board`)
    return Object.fromEntries(board.rooms.map((room) => [room.name, room.people.filter((one) => one.present && one.participantType > 2).map((one) => one.actorId).sort()]))
  }, { timeout: 45_000, interval: 500 }).toEqual(wanted)
}
