import type { Message } from '@/api/types'

/** A message for tests: what does not matter has a value. */
export function sample(id: number, over: Partial<Message> = {}): Message {
  return {
    id, token: 'abcd', actorType: 'users', actorId: 'ada', actorDisplayName: 'Ada', timestamp: 1_700_000_000 + id, message: `text ${id}`, messageParameters: {},
    systemMessage: '', messageType: 'comment', isReplyable: true, referenceId: '', reactions: {}, expirationTimestamp: 0, markdown: true, threadId: id, ...over,
  }
}

export function event(id: number, key: string, over: Partial<Message> = {}): Message {
  return sample(id, { systemMessage: key, messageType: 'system', isReplyable: false, markdown: false, message: key, ...over })
}
