/** Short names for the bodies of the API, generated from `docs/openapi.json` by `npm run api`. */
import type { components } from './schema'

type Schemas = components['schemas']

export type Room = Schemas['Room']
export type Participant = Schemas['Participant']
export type Message = Schemas['Message']
export type Mention = Schemas['Mention']
export type Ban = Schemas['Ban']
export type SignalingSettings = Schemas['SignalingSettings']
export type Missing = Schemas['Missing']
export type Invitation = Schemas['Invitation']
export type EmailImport = Schemas['EmailImport']
export type User = Schemas['User']
export type Health = Schemas['Health']
export type Capabilities = Schemas['Capabilities']
export type Door = Schemas['Door']
export type Board = Schemas['Board']
export type BoardRoom = Schemas['BoardRoom']
export type BoardPerson = Schemas['BoardPerson']
export type Choice = Schemas['Choice']
export type Timer = Schemas['Timer']
