import { shallowReactive, watch } from 'vue'
import type { useRoom } from '@/room/room'
import type { createMedia } from './media'
import { forceMuted, readTold, tellsOf } from './messageRules'
import type { createPeople } from './people'
import type { createReactions } from './reactions'

/** What people in the call tell each other: what is on, reactions, and what moderators ask for. */
export function createAnnouncer(
  room: ReturnType<typeof useRoom>,
  people: ReturnType<typeof createPeople>,
  media: ReturnType<typeof createMedia>,
  reactions: ReturnType<typeof createReactions>,
  own: { muted(by: string): void },
) {
  const { signaling } = room
  /** Hands that only a message told of: servers of others do not keep them. By session, with their time. */
  const hands = shallowReactive(new Map<string, number>())
  /** What was said last of one's own devices; who comes later is told the same. */
  const stands = new Map<'audio' | 'video', boolean>()
  const nameOf = (session: string) => room.sessions.get(session)?.displayName ?? ''

  media.onTold((session, data) => {
    const told = readTold(data)
    if (!told || !room.sessions.has(session)) return
    switch (told.about) {
      case 'audio':
      case 'video':
        people.say(session, { [told.about]: told.on })
        break
      case 'name':
        people.say(session, { name: told.name })
        break
      case 'reaction':
        reactions.show(session, nameOf(session), told.reaction)
        break
      case 'hand':
        if (told.raised) hands.set(session, told.at || Date.now())
        else hands.delete(session)
        break
    }
  })

  signaling.on('control', ({ from, data }) => {
    const session = forceMuted(data)
    if (!session) return
    if (session === room.sessionId) own.muted(nameOf(from))
    else people.say(session, { audio: false })
  })

  // A hand that the server has listed is the server's: when it goes down there it is down.
  watch(() => room.hands, (listed) => {
    const ids = new Set(listed.map((hand) => hand.sessionId))
    for (const session of [...hands.keys()]) {
      const one = room.sessions.get(session)
      if (!one || ids.has(one.roomSessionId)) hands.delete(session)
    }
  })

  watch(people.peers, (now, before) => {
    if (stands.size === 0) return
    const known = new Set(before.map((peer) => peer.session))
    for (const { session } of now) {
      if (known.has(session)) continue
      for (const [about, on] of stands) signaling.sendTo(session, { to: session, ...tellsOf(about, on).signal })
    }
  })

  function tell(about: 'audio' | 'video', on: boolean): void {
    stands.set(about, on)
    const { channel, signal } = tellsOf(about, on)
    media.tell(channel)
    signaling.sendToCall(signal)
  }

  function react(reaction: string): void {
    reactions.show(room.sessionId, '', reaction)
    signaling.sendToCall({ type: 'reaction', payload: { reaction } })
  }

  return {
    hands,
    tell,
    react,
    clear(): void {
      hands.clear()
      stands.clear()
    },
  }
}
