import { BreakoutMode } from '@/api/constants'
import { talk } from '@/api/ocs'
import type { Room } from '@/api/types'
import type { Creation, Preset } from './newRules'

/** A conversation was made, but not all that was wished for, and it could not be taken back. */
export class LeftBehind extends Error {
  constructor(readonly room: Room, cause: unknown) {
    super('left behind', { cause })
    this.name = 'LeftBehind'
  }
}

/** @param creation what is asked for, given what the administrator suggests */
export async function create(creation: (presets: Preset[]) => Creation): Promise<Room> {
  return talk.post<Room>('v4/room', creation(await talk.get<Preset[]>('v1/presets/room')))
}

/** A conversation with breakout rooms. When the rooms cannot be made, the conversation goes again: nothing is left half done. */
export async function createClass(creation: (presets: Preset[]) => Creation, mode: (typeof BreakoutMode)[keyof typeof BreakoutMode], amount: number): Promise<Room> {
  const room = await create(creation)
  try {
    await talk.post(`v1/breakout-rooms/${room.token}`, { mode, amount, attendeeMap: '[]' })
  } catch (error) {
    await talk.delete(`v4/room/${room.token}`).catch(() => {
      throw new LeftBehind(room, error)
    })
    throw error
  }
  // Asked again for the mode; what was not invited is only said by the first answer.
  return { ...(await talk.get<Room>(`v4/room/${room.token}`)), invalidParticipants: room.invalidParticipants }
}
