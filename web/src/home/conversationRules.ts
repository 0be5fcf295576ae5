/** What of somebody's conversations matters now, and in which order. */
import { isModerator, LobbyState, ParticipantType, RoomType, BreakoutStatus, CallFlag } from '@/api/constants'
import type { Message, Room } from '@/api/types'

/** Who is in a conversation now, as `GET overview` says. */
export interface Presence {
  token: string
  present: number
  inCall: number
  /** Null for people who do not see the waiting room. */
  waiting: number | null
}

export interface ConversationView {
  room: Room
  /** Somebody is in the call, here or in a breakout room; `people` is 0 when their number is not known. */
  live: { people: number } | null
  waiting: number
  /** Milliseconds: when the lobby opens by itself, if it is to. */
  opensAt: number | null
  isClosed: boolean
  /** Breakout rooms, and how many of them ask for help. */
  rooms: number
  help: number
  isModerator: boolean
  section: Section
}

export type Section = 'now' | 'planned' | 'others' | 'archived'

/** What opens within an hour is looked at as if it were now. */
const SOON = 3_600_000

/**
 * Keeps the very object of what did not change, so that nothing is drawn again.
 * @param news what has changed; everything there is when `isAll`
 */
export function merge(known: readonly Room[], news: readonly Room[], isAll: boolean): readonly Room[] {
  const before = new Map(known.map((room) => [room.token, room]))
  const same = (room: Room) => {
    const old = before.get(room.token)
    return old && JSON.stringify(old) === JSON.stringify(room) ? old : room
  }
  const fresh = new Map(news.map((room) => [room.token, same(room)]))
  const merged = isAll ? [...fresh.values()] : [...known.map((room) => fresh.get(room.token) ?? room), ...[...fresh.values()].filter((room) => !before.has(room.token))]
  return merged.length === known.length && merged.every((room, index) => room === known[index]) ? known : merged
}

/** @param now the server's time in milliseconds */
export function viewsOf(rooms: readonly Room[], presences: ReadonlyMap<string, Presence>, now: number): ConversationView[] {
  const parents = new Map(rooms.filter((room) => room.objectType !== 'room').map((room) => [room.token, room]))
  const children = new Map<string, Room[]>()
  for (const room of rooms) {
    if (room.objectType !== 'room' || !parents.has(room.objectId)) continue
    children.set(room.objectId, [...(children.get(room.objectId) ?? []), room])
  }
  return rooms
    .filter((room) => room.type !== RoomType.Changelog && !(room.objectType === 'room' && parents.has(room.objectId)))
    .map((room) => viewOf(room, children.get(room.token) ?? [], presences, now))
}

function viewOf(room: Room, children: readonly Room[], presences: ReadonlyMap<string, Presence>, now: number): ConversationView {
  const all = [room, ...children]
  const people = all.reduce((sum, each) => sum + (presences.get(each.token)?.inCall ?? 0), 0)
  const live = people > 0 || all.some((each) => each.hasCall && each.callFlag !== CallFlag.Disconnected) ? { people } : null
  const isClosed = room.lobbyState === LobbyState.NonModerators
  const opensAt = isClosed && room.lobbyTimer > 0 ? room.lobbyTimer * 1000 : null
  const waiting = presences.get(room.token)?.waiting ?? 0
  const help = children.filter((each) => each.breakoutRoomStatus === BreakoutStatus.AssistanceRequested).length
  const view = { room, live, waiting, opensAt, isClosed, rooms: children.length, help, isModerator: isModerator(room.participantType) }
  return { ...view, section: sectionOf(view, now) }
}

function sectionOf(view: Omit<ConversationView, 'section'>, now: number): Section {
  if (view.live || view.waiting > 0 || view.help > 0) return 'now'
  if (view.opensAt !== null) return view.opensAt - now <= SOON ? 'now' : 'planned'
  return view.room.isArchived ? 'archived' : 'others'
}

/** Who needs the host first: somebody asks for help, somebody waits, a call runs, something opens soon. */
function rankNow(view: ConversationView): number {
  if (view.help > 0) return 0
  if (view.waiting > 0) return 1
  return view.live ? 2 : 3
}

/** What has something new for one comes before what has not; mentions before messages; favourites before others. */
function rankOther({ room }: ConversationView): number {
  if (room.unreadMention || room.unreadMentionDirect) return 0
  if (room.isFavorite) return room.unreadMessages > 0 ? 1 : 2
  return room.unreadMessages > 0 ? 3 : 4
}

export function sorted(views: readonly ConversationView[], section: Section): ConversationView[] {
  const mine = views.filter((view) => view.section === section)
  const byTime = (a: ConversationView, b: ConversationView) => (a.opensAt ?? Infinity) - (b.opensAt ?? Infinity) || a.room.id - b.room.id
  const byActivity = (a: ConversationView, b: ConversationView) => b.room.lastActivity - a.room.lastActivity || b.room.id - a.room.id
  if (section === 'planned') return mine.sort(byTime)
  // By the start of the call, not by activity: cards of what runs do not change places with every message.
  if (section === 'now') return mine.sort((a, b) => rankNow(a) - rankNow(b) || (rankNow(a) === 3 ? byTime(a, b) : b.room.callStartTime - a.room.callStartTime || b.room.id - a.room.id))
  return mine.sort((a, b) => rankOther(a) - rankOther(b) || byActivity(a, b))
}

/** Every word of what is searched is in the name or the description, whatever its case and accents. */
export function matches(room: Room, search: string): boolean {
  const text = plain(`${room.displayName} ${room.description}`)
  return plain(search).split(/\s+/u).every((word) => text.includes(word))
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}

/** What somebody wrote last, in one line; null when the last message is not somebody's words. */
export function lastWords(room: Room): { who: string; isMe: boolean; text: string } | null {
  const message = room.lastMessage as Message | undefined
  if (!message || message.systemMessage !== '' || message.messageType === 'comment_deleted' || !message.message) return null
  const parameters = message.messageParameters as Record<string, { name?: string }> | []
  const text = message.message.replace(/\{([\w-]+)\}/gu, (whole, key: string) => (parameters as Record<string, { name?: string }>)[key]?.name ?? whole)
  return { who: message.actorDisplayName, isMe: message.actorType === room.actorType && message.actorId === room.actorId, text: text.replace(/\s+/gu, ' ').trim() }
}

export interface Actions {
  invite: boolean
  rename: boolean
  leave: boolean
  remove: boolean
}

/** What one may do with a conversation from the list. */
export function actionsOf(room: Room): Actions {
  const isGroup = room.type === RoomType.Group || room.type === RoomType.Public
  const isHost = room.participantType === ParticipantType.Owner || room.participantType === ParticipantType.Moderator
  return {
    invite: isGroup && (isHost || room.type === RoomType.Public),
    rename: isHost && isGroup && room.objectType !== 'event',
    leave: room.canLeaveConversation,
    remove: room.canDeleteConversation,
  }
}
