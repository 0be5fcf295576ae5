import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Room } from '@/api/types'
import { useSession } from '@/stores/session'
import { useConversations } from './conversations'

describe('my conversations', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('are not shown to whoever signs in next in the same tab', () => {
    const [session, conversations] = [useSession(), useConversations()]
    session.user = { id: 'ada', displayName: 'Ada', language: 'en', email: null, isAdmin: false, groups: [] }
    conversations.take({ token: 'abcd2345' } as Room)
    expect(conversations.rooms).toHaveLength(1)

    session.user = { ...session.user, id: 'bob' }

    expect(conversations.rooms).toHaveLength(0)
    expect(conversations.isLoaded).toBe(false)
  })
})
