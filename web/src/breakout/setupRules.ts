/** Before there are rooms: may there be any, and how large do they get. */
import { MAX_BREAKOUT_ROOMS, RoomType } from '@/api/constants'

export interface Host {
  type: number
  objectType: string
  /** The administrator allows breakout rooms. */
  isAllowed: boolean
  /** The moderator has an account; guests who moderate cannot set rooms up. */
  hasAccount: boolean
}

export type Obstacle = 'room' | 'type' | 'config' | 'account'

/** Why this conversation cannot be split; null when it can. */
export function obstacle(host: Host): Obstacle | null {
  if (host.objectType === 'room') return 'room'
  if (host.type !== RoomType.Group && host.type !== RoomType.Public) return 'type'
  if (!host.isAllowed) return 'config'
  return host.hasAccount ? null : 'account'
}

/** Smallest and largest room when that many people are split evenly. */
export function evenSizes(people: number, rooms: number): { least: number; most: number } {
  return { least: Math.floor(people / rooms), most: Math.ceil(people / rooms) }
}

export function clampAmount(amount: number): number {
  return Number.isFinite(amount) ? Math.min(MAX_BREAKOUT_ROOMS, Math.max(1, Math.round(amount))) : 1
}

/** A number of rooms to begin with: about four people in each. */
export function suggestedAmount(people: number): number {
  return clampAmount(Math.max(2, Math.round(people / 4)))
}
