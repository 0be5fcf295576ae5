import { cloud, plenum, send } from '@/api/ocs'

/** A device or app that signs in with a password of its own. Times in Unix seconds; 0 is never. */
export interface AppPassword {
  id: number
  name: string
  createdAt: number
  lastUsedAt: number
  isCurrent: boolean
}

export interface NewAppPassword {
  id: number
  name: string
  loginName: string
  /** Shown this once. */
  password: string
}

export type OwnField = 'displayname' | 'email' | 'language'

export async function changeOwn(userId: string, key: OwnField, value: string): Promise<void> {
  await cloud.put(`users/${encodeURIComponent(userId)}`, { key, value })
}

/** Some changes want the password to have been given a short while ago. @throws OcsError 403 for a wrong one, 429 after too many */
export async function confirmPassword(password: string): Promise<void> {
  await send('PUT', '/core/apppassword/confirm', { body: { password } })
}

/** This browser stays signed in, all others are signed out; apps keep their own passwords. */
export async function changePassword(userId: string, current: string, next: string): Promise<void> {
  await confirmPassword(current)
  await cloud.put(`users/${encodeURIComponent(userId)}`, { key: 'password', value: next })
}

export const appPasswords = {
  list: () => plenum.get<AppPassword[]>('account/app-passwords'),
  create: (name: string) => plenum.post<NewAppPassword>('account/app-passwords', { name }),
  revoke: (id: number) => plenum.delete(`account/app-passwords/${id}`),
}
