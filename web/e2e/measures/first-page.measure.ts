import { it } from 'vitest'
import { Api } from '../support/api'
import { scene } from '../support/story'

/** How soon the first pages can be used, and what they load for it, as rows for `docs/performance.md`: `npm run measure`. */
const ROUNDS = 7

const here = scene()

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

it('measures the first pages', async () => {
  const rows = ['| page, from its address to being usable | time | compressed script | to reach |', '|---|---|---|---|']
  const { token } = await new Api(here.server).call<{ token: string }>('POST', '/apps/spreed/api/v4/room', { roomType: 3, roomName: 'Open evening', lobbyState: 1 })
  for (const [name, path, button] of [['sign in', '/login', 'Sign in'], ['the door of a conversation', `/call/${token}`, 'Join']] as const) {
    const times: number[] = []
    let bytes = 0
    for (let round = 0; round < ROUNDS; round++) {
      // Everybody comes for the first time: nothing is in the browser yet.
      const somebody = await here.guest('Somebody')
      const start = performance.now()
      await somebody.page.goto(path)
      await somebody.page.getByRole('button', { name: button, exact: true }).waitFor()
      times.push(performance.now() - start)
      bytes = await somebody.page.evaluate(() => performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.js')).reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0))
      await somebody.context.close()
    }
    rows.push(`| ${name} | ${Math.round(median(times))} ms (${Math.round(Math.min(...times))}–${Math.round(Math.max(...times))}) | ${Math.round(bytes / 1000)} KB | ≤ 1 s, ≤ 200 KB |`)
  }
  console.log(rows.join('\n'))
})
