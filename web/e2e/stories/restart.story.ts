import { describe, it } from 'vitest'
import { enter, isBroughtIntoCall, isInside, joinCall, open, reads, say, seesPictures } from '../support/room'
import { scene } from '../support/story'

describe('A server that dies', () => {
  const here = scene()

  it('and comes back finds everybody in the call again, and what was said', async () => {
    const ada = await here.account('ada', 'Ada')
    const { token } = await ada.api('ada').call<{ token: string }>('POST', '/apps/spreed/api/v4/room', { roomType: 3, roomName: 'Storm' })
    await ada.page.goto(`/call/${token}`)
    await isInside(ada)
    const bob = await here.guest('Bob')
    await enter(bob, `/call/${token}`)
    await isInside(bob)
    await joinCall(ada)
    await isBroughtIntoCall(bob)
    await seesPictures(ada, 1)
    await open(ada, 'Chat')
    await open(bob, 'Chat')
    await say(bob, 'before the storm')
    await reads(ada, 'before the storm')

    await here.server.kill()
    await ada.page.getByText(/Connection lost|connection was lost/).first().waitFor()
    await here.server.run()

    await ada.page.getByText('Connected again.').first().waitFor()
    await say(bob, 'after the storm')
    await reads(ada, 'after the storm')
    await seesPictures(ada, 1)
    await seesPictures(bob, 1)
  })
})
