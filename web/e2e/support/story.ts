import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { openBrowser, Person, type Looks } from './people'
import { Server } from './server'

/** A server and a browser for the stories of one file. */
export interface Scene {
  server: Server
  browser: Browser
  guest(name: string, looks?: Looks): Promise<Person>
  account(id: string, displayName: string, looks?: Looks): Promise<Person>
}

const RESULTS = join(import.meta.dirname, '../results')

/**
 * After each story nobody's page may have complained, and everybody goes home; of a story that failed, `e2e/results` has
 * what each of them saw last.
 * @param settings of the server, asked for once it is started
 */
export function scene(settings: () => Promise<Record<string, string>> = async () => ({})): Scene {
  const scene = {} as Scene
  const people: Person[] = []
  const enters = (person: Person) => {
    people.push(person)
    return person
  }
  beforeAll(async () => {
    scene.server = await Server.start(await settings())
    scene.browser = await openBrowser()
    scene.guest = async (name, looks) => enters(await Person.guest(scene.browser, scene.server, name, looks))
    scene.account = async (id, displayName, looks) => enters(await Person.account(scene.browser, scene.server, id, displayName, looks))
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      for (const [index, person] of people.entries()) await person.page.screenshot({ path: join(RESULTS, `${task.name.slice(0, 40)}-${index}.png`) }).catch(() => undefined)
    }
    const complaints = people.flatMap(({ name, complaints }) => complaints.map((complaint) => `${name}: ${complaint}`))
    for (const person of people.splice(0)) await person.context.close()
    expect(complaints).toEqual([])
  })
  afterAll(async () => {
    await scene.browser?.close()
    await scene.server?.stop()
  })
  return scene
}
