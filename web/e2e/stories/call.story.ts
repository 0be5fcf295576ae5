import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Api, passwordOf } from '../support/api'
import { barriers, barriersInBothThemes } from '../support/axe'
import { flows, joinCall, seesPicture } from '../support/calls'
import { hasJanus, Janus } from '../support/janus'
import { openBrowser, Person, SMALL_PHONE, type Looks } from '../support/people'
import { Server } from '../support/server'

const IN_A_WHILE = { timeout: 40_000 }
let counter = 0

describe.each([{ way: 'directly', through: false }, { way: 'through the media server', through: true }])('A call $way', ({ through }) => {
  let server: Server
  let janus: Janus | null = null
  let browser: Browser
  const people: Person[] = []

  beforeAll(async () => {
    if (through && !hasJanus()) return
    janus = through ? await Janus.start() : null
    server = await Server.start(janus ? { Plenum__Media__Janus__Url: janus.url } : {})
    browser = await openBrowser()
  })
  afterEach(async () => {
    for (const person of people.splice(0)) await person.leave()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await janus?.stop()
  })

  const story = (name: string, tell: () => Promise<void>) => it.skipIf(through && !hasJanus())(name, tell, 300_000)

  /** People with accounts in a group conversation, the first one its owner. */
  async function meet(...names: string[]) {
    counter++
    const ids = names.map((name) => `${name.toLowerCase()}${counter}`)
    for (const [index, id] of ids.entries()) await new Api(server).account(id, names[index]!)
    const api = new Api(server, ids[0], passwordOf(ids[0]!))
    const { token } = await api.call<{ token: string }>('POST', '/apps/spreed/api/v4/room', { roomType: 2, roomName: 'Rivers' })
    for (const id of ids.slice(1)) await api.call('POST', `/apps/spreed/api/v4/room/${token}/participants`, { newParticipant: id, source: 'users' })
    return { token, ids, api }
  }

  async function arrive(id: string, name: string, token: string, looks: Looks = {}) {
    const person = await Person.guest(browser, server, name, looks)
    people.push(person)
    await person.signIn(id, passwordOf(id))
    await person.page.goto(`/call/${token}`)
    return person
  }

  story('lets three people see and hear each other, and tells who is muted and who raises a hand', async () => {
    const { token, ids } = await meet('Ada', 'Bob', 'Eve')
    const ada = await arrive(ids[0]!, 'Ada', token)
    await joinCall(ada.page)
    const bob = await arrive(ids[1]!, 'Bob', token)
    await joinCall(bob.page)
    await seesPicture(ada.page, 'Bob')
    await seesPicture(bob.page, 'Ada')
    const eve = await arrive(ids[2]!, 'Eve', token, { viewport: SMALL_PHONE })
    await joinCall(eve.page)
    for (const [page, name] of [[ada.page, 'Eve'], [bob.page, 'Eve'], [eve.page, 'Ada'], [eve.page, 'Bob']] as const) await seesPicture(page, name)

    const rows = await flows(ada.page)
    for (const name of ['Bob', 'Eve']) {
      const row = rows.find((one) => one.name === name)!
      expect(row.received, name).toBeGreaterThan(20_000)
      expect(row.codecs).toContain('opus')
    }
    const own = rows.filter((one) => (through ? one.name === 'you' : true))
    expect(own.length).toBeGreaterThan(0)
    for (const row of own) expect(row.sent).toBeGreaterThan(20_000)

    await bob.page.getByRole('button', { name: 'Turn off microphone' }).click()
    await ada.page.getByRole('listitem', { name: 'Bob, microphone off' }).waitFor(IN_A_WHILE)
    await bob.page.getByRole('button', { name: 'Turn off camera' }).click()
    await ada.page.getByRole('listitem', { name: 'Bob, microphone off' }).locator('video').waitFor({ state: 'detached', ...IN_A_WHILE })
    await bob.page.getByRole('button', { name: 'Turn on camera' }).click()
    await seesPicture(ada.page, 'Bob')

    await eve.page.getByRole('button', { name: 'Raise hand' }).click()
    await ada.page.getByRole('listitem', { name: /Eve.*hand raised, number 1/ }).waitFor(IN_A_WHILE)
    await bob.page.getByRole('button', { name: 'Raise hand' }).click()
    await ada.page.getByRole('listitem', { name: /Bob.*hand raised, number 2/ }).waitFor(IN_A_WHILE)
    for (const person of [ada, bob, eve]) expect(person.complaints).toEqual([])
  })

  story('shows a screen large to all, to those on a phone as well, until it ends', async () => {
    const { token, ids } = await meet('Ada', 'Bob', 'Eve')
    const ada = await arrive(ids[0]!, 'Ada', token)
    await joinCall(ada.page)
    const bob = await arrive(ids[1]!, 'Bob', token)
    await joinCall(bob.page)
    await bob.page.getByRole('button', { name: 'Share screen' }).click()
    await seesPicture(ada.page, 'Bob', 'screen')
    expect(await barriersInBothThemes(ada.page)).toEqual([])
    // Who comes later sees it, too.
    const eve = await arrive(ids[2]!, 'Eve', token, { viewport: SMALL_PHONE })
    await joinCall(eve.page)
    await seesPicture(eve.page, 'Bob', 'screen')
    expect(await barriers(eve.page)).toEqual([])
    await bob.page.getByRole('button', { name: 'Stop sharing' }).click()
    await ada.page.getByRole('listitem', { name: 'Screen of Bob' }).waitFor({ state: 'detached', ...IN_A_WHILE })

    for (const person of [ada, bob, eve]) expect(person.complaints).toEqual([])
  })

  story('obeys the host: mutes, takes away the right to use the camera and gives it back, and ends for all', async () => {
    const { token, ids, api } = await meet('Ada', 'Bob')
    const ada = await arrive(ids[0]!, 'Ada', token)
    await joinCall(ada.page)
    const bob = await arrive(ids[1]!, 'Bob', token)
    await joinCall(bob.page)
    await seesPicture(ada.page, 'Bob')

    const tile = ada.page.getByRole('listitem', { name: /^Bob/ })
    await tile.hover()
    await tile.getByRole('button', { name: 'What to do with Bob' }).click()
    await ada.page.getByRole('menuitem', { name: 'Mute microphone' }).click()
    await bob.page.getByText('Ada has muted your microphone.').waitFor(IN_A_WHILE)
    await bob.page.getByRole('button', { name: 'Turn on microphone' }).waitFor(IN_A_WHILE)
    await ada.page.getByRole('listitem', { name: 'Bob, microphone off' }).waitFor(IN_A_WHILE)

    const attendees = await api.call<{ attendeeId: number; actorId: string }[]>('GET', `/apps/spreed/api/v4/room/${token}/participants`)
    const attendeeId = attendees.find((one) => one.actorId === ids[1])!.attendeeId
    const permit = (permissions: number) => api.call('PUT', `/apps/spreed/api/v4/room/${token}/attendees/permissions`, { attendeeId, method: 'set', permissions })
    await permit(1 + 4 + 16 + 128)
    await bob.page.getByText('Your camera is off.').first().waitFor(IN_A_WHILE)
    await bob.page.getByRole('button', { name: /^Turn on camera – A host/ }).waitFor(IN_A_WHILE)
    await ada.page.getByRole('listitem', { name: /^Bob/ }).locator('video').waitFor({ state: 'detached', ...IN_A_WHILE })
    await bob.page.getByRole('button', { name: 'Turn on microphone' }).click()
    await ada.page.getByRole('listitem', { name: 'Bob', exact: true }).waitFor(IN_A_WHILE)
    await permit(1 + 4 + 16 + 32 + 128)
    await bob.page.getByRole('button', { name: 'Turn on camera', exact: true }).click(IN_A_WHILE)
    await seesPicture(ada.page, 'Bob')

    await ada.page.getByRole('button', { name: 'Leave', exact: true }).click()
    await ada.page.getByRole('menuitem', { name: 'End call for all' }).click()
    await ada.page.getByRole('dialog').getByRole('button', { name: 'End call for all' }).click()
    await bob.page.getByText('The call was ended for everyone.').waitFor(IN_A_WHILE)
    await bob.page.getByRole('heading', { name: 'No call' }).waitFor(IN_A_WHILE)
    for (const person of [ada, bob]) expect(person.complaints).toEqual([])
  })

  story('comes back by itself after the server was killed', async () => {
    const { token, ids } = await meet('Ada', 'Bob')
    const ada = await arrive(ids[0]!, 'Ada', token)
    await joinCall(ada.page)
    const bob = await arrive(ids[1]!, 'Bob', token)
    await joinCall(bob.page)
    await seesPicture(ada.page, 'Bob')

    await server.kill()
    await ada.page.getByText('Connection lost. Trying again…').waitFor(IN_A_WHILE)
    await server.run()
    await ada.page.getByText('Connection lost. Trying again…').waitFor({ state: 'detached', timeout: 60_000 })
    await seesPicture(ada.page, 'Bob')
    await seesPicture(bob.page, 'Ada')
    for (const person of [ada, bob]) expect(person.complaints).toEqual([])
  })

  it.skipIf(!through || !hasJanus())('sends anew after the media engine was killed', async () => {
    const { token, ids } = await meet('Ada', 'Bob')
    const ada = await arrive(ids[0]!, 'Ada', token)
    await joinCall(ada.page)
    const bob = await arrive(ids[1]!, 'Bob', token)
    await joinCall(bob.page)
    await seesPicture(ada.page, 'Bob')

    await janus!.kill()
    await ada.page.getByRole('listitem', { name: 'Bob, connection trouble' }).waitFor(IN_A_WHILE)
    await janus!.run()
    await ada.page.getByRole('listitem', { name: 'Bob', exact: true }).waitFor({ timeout: 90_000 })
    await seesPicture(ada.page, 'Bob')
    await seesPicture(bob.page, 'Ada')
  }, 300_000)

  story('takes the call along to a breakout room and back, and over a reload', async () => {
    const { token, ids, api } = await meet('Ada', 'Bob')
    const ada = await arrive(ids[0]!, 'Ada', token)
    await joinCall(ada.page)
    const bob = await arrive(ids[1]!, 'Bob', token)
    await joinCall(bob.page)
    await seesPicture(ada.page, 'Bob')

    await api.call('POST', `/apps/spreed/api/v1/breakout-rooms/${token}`, { mode: 1, amount: 1 })
    await api.call('POST', `/apps/spreed/api/v1/breakout-rooms/${token}/rooms`)
    await ada.page.getByRole('listitem', { name: /^Bob/ }).waitFor({ state: 'detached', ...IN_A_WHILE })
    await bob.page.getByRole('listitem', { name: 'Bob (you)' }).locator('video').waitFor(IN_A_WHILE)
    expect(new URL(bob.page.url()).pathname).not.toBe(`/call/${token}`)
    await api.call('DELETE', `/apps/spreed/api/v1/breakout-rooms/${token}/rooms`)
    await seesPicture(ada.page, 'Bob')
    await seesPicture(bob.page, 'Ada')
    await bob.page.reload()
    await seesPicture(bob.page, 'Ada')
    await seesPicture(ada.page, 'Bob')
    for (const person of [ada, bob]) expect(person.complaints).toEqual([])
  })

  story('can be joined without camera and microphone, and says what to do', async () => {
    const { token, ids } = await meet('Ada', 'Bob')
    const ada = await arrive(ids[0]!, 'Ada', token)
    await joinCall(ada.page)
    const bob = await arrive(ids[1]!, 'Bob', token)
    // Headless browsers grant everything: the refusal is played.
    await bob.page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
    })
    await bob.page.reload()
    await bob.page.getByRole('button', { name: 'Join call' }).click(IN_A_WHILE)
    await bob.page.getByText('The browser does not let this page use the microphone.').waitFor(IN_A_WHILE)
    expect(await barriersInBothThemes(bob.page)).toEqual([])
    await bob.page.getByRole('dialog').getByRole('button', { name: 'Join call' }).click()
    await seesPicture(bob.page, 'Ada')
    await ada.page.getByRole('listitem', { name: 'Bob, microphone off' }).waitFor(IN_A_WHILE)
    for (const person of [ada, bob]) expect(person.complaints).toEqual([])
  })
})
