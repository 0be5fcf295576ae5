import { afterAll, describe, expect, it } from 'vitest'
import { Api, passwordOf } from '../support/api'
import { barriers, barriersInBothThemes } from '../support/axe'
import { hasJanus, Janus } from '../support/janus'
import { SMALL_PHONE, type Looks } from '../support/people'
import { connections, joinCall, seesPicture } from '../support/room'
import { scene } from '../support/story'

let counter = 0

for (const through of [false, true]) describe.skipIf(through && !hasJanus())(`A call ${through ? 'through the media server' : 'directly'}`, { timeout: 300_000 }, () => {
  let janus: Janus | null = null
  const here = scene(async (): Promise<Record<string, string>> => {
    janus = through ? await Janus.start() : null
    return janus ? { Plenum__Media__Janus__Url: janus.url } : {}
  })
  afterAll(() => janus?.stop())

  /** People with accounts in a group conversation, the first one its owner. */
  async function meet(...names: string[]) {
    counter++
    const idOf = (name: string) => `${name.toLowerCase()}${counter}`
    for (const name of names) await new Api(here.server).account(idOf(name), name)
    const [owner, ...others] = names.map(idOf)
    const api = new Api(here.server, owner, passwordOf(owner!))
    const { token } = await api.call<{ token: string }>('POST', '/apps/spreed/api/v4/room', { roomType: 2, roomName: 'Rivers' })
    for (const id of others) await api.call('POST', `/apps/spreed/api/v4/room/${token}/participants`, { newParticipant: id, source: 'users' })

    async function comes(name: string, looks?: Looks) {
      const person = await here.account(idOf(name), name, looks)
      await person.page.goto(`/call/${token}`)
      return person
    }

    async function calls(name: string, looks?: Looks) {
      const person = await comes(name, looks)
      await joinCall(person)
      return person
    }

    return { token, api, idOf, comes, calls }
  }

  /** Two people in a call, of whom the first one sees the other; more may come. */
  async function pair(...more: string[]) {
    const meeting = await meet('Ada', 'Bob', ...more)
    const [ada, bob] = [await meeting.calls('Ada'), await meeting.calls('Bob')]
    await seesPicture(ada, 'Bob')
    return { ...meeting, ada, bob }
  }

  it('lets three people see and hear each other, and tells who is muted and who raises a hand', async () => {
    const { calls, ada, bob } = await pair('Eve')
    await seesPicture(bob, 'Ada')
    const eve = await calls('Eve', { viewport: SMALL_PHONE })
    for (const [person, name] of [[ada, 'Eve'], [bob, 'Eve'], [eve, 'Ada'], [eve, 'Bob']] as const) await seesPicture(person, name)

    const MUCH = 20_000
    await connections(ada, (rows) => {
      const own = through ? rows.filter((one) => one.name === 'you') : rows
      const others = rows.filter((one) => one.name === 'Bob' || one.name === 'Eve')
      return own.length > 0 && own.every((one) => one.sent > MUCH) && others.length === 2 && others.every((one) => one.received > MUCH && one.codecs.includes('opus'))
    })

    await bob.page.getByRole('button', { name: 'Turn off microphone' }).click()
    await ada.page.getByRole('listitem', { name: 'Bob, microphone off' }).waitFor()
    await bob.page.getByRole('button', { name: 'Turn off camera' }).click()
    await ada.page.getByRole('listitem', { name: 'Bob, microphone off' }).locator('video').waitFor({ state: 'detached' })
    await bob.page.getByRole('button', { name: 'Turn on camera' }).click()
    await seesPicture(ada, 'Bob')

    await eve.page.getByRole('button', { name: 'Raise hand' }).click()
    await ada.page.getByRole('listitem', { name: /Eve.*hand raised, number 1/ }).waitFor()
    await bob.page.getByRole('button', { name: 'Raise hand' }).click()
    await ada.page.getByRole('listitem', { name: /Bob.*hand raised, number 2/ }).waitFor()
  })

  it('shows a screen large to all, to those on a phone as well, until it ends', async () => {
    const { calls, ada, bob } = await pair('Eve')
    await bob.page.getByRole('button', { name: 'Share screen' }).click()
    await seesPicture(ada, 'Bob', 'screen')
    expect(await barriersInBothThemes(ada.page)).toEqual([])
    // Who comes later sees it, too.
    const eve = await calls('Eve', { viewport: SMALL_PHONE })
    await seesPicture(eve, 'Bob', 'screen')
    expect(await barriers(eve.page)).toEqual([])
    await bob.page.getByRole('button', { name: 'Stop sharing' }).click()
    await ada.page.getByRole('listitem', { name: 'Screen of Bob' }).waitFor({ state: 'detached' })
  })

  it('obeys the host: mutes, takes away the right to use the camera and gives it back, and ends for all', async () => {
    const { token, api, idOf, ada, bob } = await pair()

    const tile = ada.page.getByRole('listitem', { name: /^Bob/ })
    await tile.hover()
    await tile.getByRole('button', { name: 'What to do with Bob' }).click()
    await ada.page.getByRole('menuitem', { name: 'Mute microphone' }).click()
    await bob.page.getByText('Ada has muted your microphone.').waitFor()
    await bob.page.getByRole('button', { name: 'Turn on microphone' }).waitFor()
    await ada.page.getByRole('listitem', { name: 'Bob, microphone off' }).waitFor()

    const attendees = await api.call<{ attendeeId: number; actorId: string }[]>('GET', `/apps/spreed/api/v4/room/${token}/participants`)
    const attendeeId = attendees.find((one) => one.actorId === idOf('Bob'))!.attendeeId
    const permit = (permissions: number) => api.call('PUT', `/apps/spreed/api/v4/room/${token}/attendees/permissions`, { attendeeId, method: 'set', permissions })
    await permit(1 + 4 + 16 + 128)
    await bob.page.getByText('Your camera is off.').first().waitFor()
    await bob.page.getByRole('button', { name: /^Turn on camera – A host/ }).waitFor()
    await ada.page.getByRole('listitem', { name: /^Bob/ }).locator('video').waitFor({ state: 'detached' })
    await bob.page.getByRole('button', { name: 'Turn on microphone' }).click()
    await ada.page.getByRole('listitem', { name: 'Bob', exact: true }).waitFor()
    await permit(1 + 4 + 16 + 32 + 128)
    await bob.page.getByRole('button', { name: 'Turn on camera', exact: true }).click()
    await seesPicture(ada, 'Bob')

    await ada.page.getByRole('button', { name: 'Leave', exact: true }).click()
    await ada.page.getByRole('menuitem', { name: 'End call for all' }).click()
    await ada.page.getByRole('dialog').getByRole('button', { name: 'End call for all' }).click()
    await bob.page.getByText('The call was ended for everyone.').waitFor()
    await bob.page.getByRole('heading', { name: 'No call' }).waitFor()
  })

  it('comes back by itself after the server was killed', async () => {
    const { ada, bob } = await pair()

    await here.server.kill()
    await ada.page.getByText('Connection lost. Trying again…').waitFor()
    await here.server.run()
    await ada.page.getByText('Connection lost. Trying again…').waitFor({ state: 'detached', timeout: 60_000 })
    await seesPicture(ada, 'Bob')
    await seesPicture(bob, 'Ada')
  })

  it.runIf(through)('sends anew after the media engine was killed', async () => {
    const { ada, bob } = await pair()

    await janus!.kill()
    await ada.page.getByRole('listitem', { name: 'Bob, connection trouble' }).waitFor()
    await janus!.run()
    await ada.page.getByRole('listitem', { name: 'Bob', exact: true }).waitFor({ timeout: 90_000 })
    await seesPicture(ada, 'Bob')
    await seesPicture(bob, 'Ada')
  })

  it('takes the call along to a breakout room and back, and over a reload', async () => {
    const { token, api, ada, bob } = await pair()

    await api.call('POST', `/apps/spreed/api/v1/breakout-rooms/${token}`, { mode: 1, amount: 1 })
    await api.call('POST', `/apps/spreed/api/v1/breakout-rooms/${token}/rooms`)
    await ada.page.getByRole('listitem', { name: /^Bob/ }).waitFor({ state: 'detached' })
    await bob.page.getByRole('listitem', { name: 'Bob (you)' }).locator('video').waitFor()
    expect(new URL(bob.page.url()).pathname).not.toBe(`/call/${token}`)
    await api.call('DELETE', `/apps/spreed/api/v1/breakout-rooms/${token}/rooms`)
    await seesPicture(ada, 'Bob')
    await seesPicture(bob, 'Ada')
    await bob.page.reload()
    await seesPicture(bob, 'Ada')
    await seesPicture(ada, 'Bob')
  })

  it('can be joined without camera and microphone, and says what to do', async () => {
    const { calls, comes } = await meet('Ada', 'Bob')
    const [ada, bob] = [await calls('Ada'), await comes('Bob')]
    // Headless browsers grant everything: the refusal is played.
    await bob.page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
    })
    await bob.page.reload()
    await bob.page.getByRole('button', { name: 'Join call' }).click()
    await bob.page.getByText('The browser does not let this page use the microphone.').waitFor()
    expect(await barriersInBothThemes(bob.page)).toEqual([])
    await bob.page.getByRole('dialog').getByRole('button', { name: 'Join call' }).click()
    await seesPicture(bob, 'Ada')
    await ada.page.getByRole('listitem', { name: 'Bob, microphone off' }).waitFor()
  })
})
