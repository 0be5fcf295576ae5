/** Frames of the WebSocket protocol, as events. What cannot be read is passed over: a newer server may say more. */
import type { Message } from '@/api/types'
import type { CallEntry, PlenumNews, PresentSession, SignalData, SignalingEvents, TransientChange } from './types'

type Json = Record<string, unknown>
export type Heard = { [K in keyof SignalingEvents]: { name: K; event: SignalingEvents[K]; token?: string } }[keyof SignalingEvents]

export interface Frame {
  id?: string
  type: string
  body: Json
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
/** Older servers write numbers as strings or booleans. */
const number = (value: unknown): number => Number(value) || 0

export function parseFrame(data: unknown): Frame | null {
  if (typeof data !== 'string') return null
  let parsed: unknown
  try {
    parsed = JSON.parse(data)
  } catch {
    return null
  }
  if (!isObject(parsed) || typeof parsed.type !== 'string') return null
  const body = parsed[parsed.type]
  return { id: text(parsed.id) || undefined, type: parsed.type, body: isObject(body) ? body : {} }
}

/** What a frame says, apart from hello, room, bye and errors, which belong to the dialogue. */
export function eventsOf(frame: Frame): Heard[] {
  const { type, body } = frame
  if (type === 'message' || type === 'control') return signalOf(type, body)
  if (type === 'transient') return transientOf(body)
  if (type !== 'event') return []
  const about = isObject(body[text(body.type)]) ? (body[text(body.type)] as Json) : {}
  switch (`${text(body.target)}/${text(body.type)}`) {
    case 'room/join':
      return [{ name: 'join', event: sessionsOf(body.join) }]
    case 'room/change':
      return [{ name: 'change', event: sessionsOf(body.change) }]
    case 'room/leave':
      return [{ name: 'leave', event: list(body.leave).map(text).filter(Boolean) }]
    case 'room/switchto':
      return text(about.roomid) ? [{ name: 'switchto', event: { token: text(about.roomid), details: about.details } }] : []
    case 'room/message':
    case 'roomlist/message':
      return messageOf(about, text(body.target) === 'room')
    case 'participants/update':
      return [callOf(about)]
    case 'participants/flags':
      return [{ name: 'flags', event: { sessionId: text(about.sessionid), flags: number(about.flags) }, token: text(about.roomid) }]
    case 'roomlist/disinvite':
      return [{ name: 'disinvited', event: { token: text(about.roomid), reason: about.reason === 'deleted' ? 'deleted' : 'disinvited' } }]
    default:
      return []
  }
}

function sessionsOf(value: unknown): PresentSession[] {
  return list(value).filter(isObject).filter((one) => text(one.sessionid)).map((one) => ({
    sessionId: text(one.sessionid),
    userId: text(one.userid),
    displayName: isObject(one.user) ? text(one.user.displayname) : '',
    roomSessionId: text(one.roomsessionid),
    features: list(one.features).map(text),
  }))
}

function signalOf(name: 'message' | 'control', body: Json): Heard[] {
  const sender = isObject(body.sender) ? body.sender : {}
  if (!isObject(body.data) || !text(sender.sessionid)) return []
  return [{ name, event: { from: text(sender.sessionid), userId: text(sender.userid), data: body.data as SignalData } }]
}

function transientOf(body: Json): Heard[] {
  const change: TransientChange | null =
    body.type === 'initial' && isObject(body.data) ? { type: 'initial', data: body.data }
    : body.type === 'set' ? { type: 'set', key: text(body.key), value: body.value }
    : body.type === 'remove' ? { type: 'remove', key: text(body.key) }
    : null
  return change ? [{ name: 'transient', event: change }] : []
}

function messageOf(about: Json, isOfRoom: boolean): Heard[] {
  const data = isObject(about.data) ? about.data : {}
  const token = text(about.roomid)
  const content = data[text(data.type)]
  if (!isObject(content)) return []
  // News of the room list concern the account, wherever it is.
  const scope = isOfRoom ? token : undefined
  if (data.type === 'plenum') return [{ name: 'plenum', event: content as PlenumNews, token: scope }]
  if (data.type === 'recording') return [{ name: 'recording', event: { status: number(content.status) }, token: scope }]
  if (data.type !== 'chat') return []
  if (isObject(content.comment)) return [{ name: 'chat', event: { token, comment: content.comment as unknown as Message }, token: scope }]
  return [{ name: 'chat', event: { token, refresh: true }, token: scope }]
}

function callOf(about: Json): Heard {
  const token = text(about.roomid)
  if (about.all) return { name: 'call', event: { token, users: [], everybody: number(about.incall) }, token }
  return { name: 'call', event: { token, users: list(about.users).filter(isObject).map(callEntry).filter((one) => one.sessionId) }, token }
}

function callEntry(one: Json): CallEntry {
  return {
    sessionId: text(one.sessionId),
    roomSessionId: text(one.nextcloudSessionId),
    inCall: number(one.inCall),
    ...(typeof one.actorType === 'string' && { actorType: one.actorType, actorId: text(one.actorId) }),
    ...(typeof one.displayName === 'string' && { displayName: one.displayName }),
    ...(one.participantType !== undefined && { participantType: number(one.participantType) }),
    ...(one.participantPermissions !== undefined && { participantPermissions: number(one.participantPermissions) }),
    ...(one.internal === true && { internal: true }),
    ...(one.virtual === true && { virtual: true }),
  }
}
