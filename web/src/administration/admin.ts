import { cloud, plenum, send, talk } from '@/api/ocs'

/** What administrators see and set. Shapes of `plenum/api/v1/admin` and of the provisioning API. */
export type State = 'ok' | 'degraded' | 'failing'

export interface Overview {
  version: string
  talkVersion: string
  runtime: string
  startedAt: number
  uptime: number
  health: { status: State; database: State; backplane: State; dueWork: State; disk: State; signaling: State; reasons: string[] }
  database: { kind: 'sqlite' | 'postgresql'; version: string; bytes: number; milliseconds: number }
  data: { directory: string; fileSystem: string | null; freeBytes: number | null; totalBytes: number | null }
  nodes: number
  media: { engines: { url: string; isUp: boolean; streams: number }[] }
  signaling: { mode: 'internal' | 'embedded' | 'external'; servers: { server: string; verify: boolean; downSince: number }[] }
  counts: { accounts: number; conversations: number; calls: number; inCalls: number; sockets: number }
}

export interface Setting {
  app: string
  key: string
  kind: 'boolean' | 'integer' | 'choice' | 'text' | 'groups' | 'secret' | 'stunServers' | 'turnServers' | 'servers'
  value: unknown
  default: unknown
  isSet: boolean
  options: string[]
}

export interface AdminUser {
  id: string
  displayname: string
  email: string | null
  enabled: boolean
  groups: string[]
  lastLoginTimestamp: number
}

export interface AdminGroup {
  id: string
  displayname: string
  usercount: number
  canRemove: boolean
}

const configPath = (app: string, key: string) => `/apps/provisioning_api/api/v1/config/apps/${app}/${encodeURIComponent(key)}`
const user = (id: string) => `users/${encodeURIComponent(id)}`
const group = (id: string) => `groups/${encodeURIComponent(id)}`

export const server = {
  overview: () => plenum.get<Overview>('admin/overview'),
  settings: () => plenum.get<Setting[]>('admin/settings'),
  /** In full, secrets included. */
  read: async (app: string, key: string) => (await send<{ data: string }>('GET', configPath(app, key))).data.data,
  write: async (app: string, key: string, value: string) => void (await send('POST', configPath(app, key), { body: { value } })),
  reset: async (app: string, key: string) => void (await send('DELETE', configPath(app, key))),
  setTelephone: (sipGroups: string[], dialInInfo: string, sharedSecret: string) => talk.post('v1/settings/sip', { sipGroups, dialInInfo, sharedSecret }),
  testJanus: (engine: number) => plenum.post<{ ok: boolean; detail: string; milliseconds: number }>('admin/tests/janus', { engine }),
  testSignaling: (index: number) => talk.get<{ version: string; warning?: string }>(`v3/signaling/welcome/${index}`),
  relays: () => talk.get<{ stunservers: RTCIceServer[]; turnservers: RTCIceServer[] }>('v3/signaling/settings'),
}

const PAGE = 50

export const people = {
  /** A page of accounts; one more than a page says that there are more. */
  async find(search: string, offset: number): Promise<{ users: AdminUser[]; hasMore: boolean }> {
    const found = await cloud.get<{ users: Record<string, AdminUser> | never[] }>('users/details', { search, offset, limit: PAGE + 1 })
    const users = Object.values(found.users)
    return { users: users.slice(0, PAGE), hasMore: users.length > PAGE }
  },
  create: (id: string, displayName: string, email: string, password: string, groups: string[]) => cloud.post('users', { userid: id, displayName, email, password, groups }),
  edit: (id: string, key: 'displayname' | 'email' | 'password', value: string) => cloud.put(user(id), { key, value }),
  enable: (id: string, isEnabled: boolean) => cloud.put(`${user(id)}/${isEnabled ? 'enable' : 'disable'}`),
  remove: (id: string) => cloud.delete(user(id)),
  join: (id: string, groupId: string) => cloud.post(`${user(id)}/groups`, { groupid: groupId }),
  leave: (id: string, groupId: string) => cloud.delete(`${user(id)}/groups`, { groupid: groupId }),
}

export const groups = {
  list: async () => (await cloud.get<{ groups: AdminGroup[] }>('groups/details')).groups,
  create: (id: string) => cloud.post('groups', { groupid: id, displayname: id }),
  remove: (id: string) => cloud.delete(group(id)),
}
