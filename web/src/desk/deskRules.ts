/** Who is who in a conversation, and what somebody may do: as the host sees it. */
import { isModerator, ParticipantType, Permission } from '@/api/constants'
import type { Participant } from '@/api/types'

/** What a host decides about with one switch each. */
export const rights = ['audio', 'video', 'screen', 'chat', 'react', 'startCall'] as const
export type Right = (typeof rights)[number]

const bits: Record<Right, number> = {
  audio: Permission.Audio,
  video: Permission.Video,
  screen: Permission.Screen,
  chat: Permission.Chat,
  react: Permission.React,
  startCall: Permission.StartCall,
}

/** What holds when neither the conversation nor the administrator says anything: everything but passing the lobby. */
export const EVERYTHING = 502

export function bitOf(right: Right): number {
  return bits[right]
}

export function hasRight(permissions: number, right: Right): boolean {
  return (permissions & bits[right]) !== 0
}

/** The same permissions with one of them given or taken. Joining the call always stays, so that people can listen. */
export function withRight(permissions: number, right: Right, given: boolean): number {
  const kept = given ? permissions | bits[right] : permissions & ~bits[right]
  return kept | Permission.Custom | Permission.JoinCall
}

/** The short answer to "who may speak?" in the conversation's default permissions. */
export function whoSpeaks(defaults: number): 'everybody' | 'hosts' | 'some' {
  const effective = defaults === Permission.Default ? EVERYTHING : defaults
  const media = Permission.Audio | Permission.Video | Permission.Screen
  if ((effective & media) === media) return 'everybody'
  return (effective & media) === 0 ? 'hosts' : 'some'
}

export type Place = 'call' | 'here' | 'away'

/** Somebody in the call, in the conversation, or not here. */
export function placeOf(person: Participant): Place {
  if (person.inCall > 0) return 'call'
  return person.sessionIds.length > 0 ? 'here' : 'away'
}

const ranks: Partial<Record<number, number>> = { [ParticipantType.Owner]: 0, [ParticipantType.Moderator]: 1, [ParticipantType.GuestModerator]: 1 }

/** Hosts first, then by name as the language sorts it; nameless guests last. */
export function sortPeople(people: readonly Participant[], language: string): Participant[] {
  const collator = new Intl.Collator(language, { sensitivity: 'base', numeric: true })
  return [...people].sort((a, b) =>
    (ranks[a.participantType] ?? 2) - (ranks[b.participantType] ?? 2)
    || Number(a.displayName === '') - Number(b.displayName === '')
    || collator.compare(a.displayName, b.displayName)
    || a.attendeeId - b.attendeeId)
}

/** Groups and teams stand in the list of members and are no people; who waits stands in another list. */
export function isPerson(row: Participant): boolean {
  return row.actorType !== 'groups' && row.actorType !== 'circles'
}

export function matches(person: Participant, wanted: string): boolean {
  const word = wanted.trim().toLocaleLowerCase()
  return word === '' || person.displayName.toLocaleLowerCase().includes(word) || (person.invitedActorId ?? '').toLocaleLowerCase().includes(word)
}

/** What a host may do with somebody. The server has the last word. */
export interface PersonActions {
  mute: boolean
  rights: boolean
  promote: boolean
  demote: boolean
  ring: boolean
  remove: boolean
  ban: boolean
}

const nothing: PersonActions = { mute: false, rights: false, promote: false, demote: false, ring: false, remove: false, ban: false }
const bannable = new Set(['users', 'guests', 'emails'])

/** @param self one's own attendee id */
export function actionsFor(person: Participant, self: number, hasCall: boolean): PersonActions {
  if (person.attendeeId === self) return nothing
  const isHost = isModerator(person.participantType)
  const isOwner = person.participantType === ParticipantType.Owner
  const isPhone = person.actorType === 'phones'
  return {
    mute: placeOf(person) === 'call',
    rights: !isHost && !isPhone,
    promote: !isHost && !isPhone,
    demote: isHost && !isOwner,
    ring: hasCall && person.actorType === 'users' && placeOf(person) !== 'call',
    remove: !isOwner,
    ban: !isHost && bannable.has(person.actorType),
  }
}

/** Whether somebody in the lobby's list came a while ago, in minutes. */
export function minutesSince(since: number, now: number): number {
  return Math.max(0, Math.floor(now / 60_000 - since / 60))
}
