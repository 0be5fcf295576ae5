import { describe, expect, it } from 'vitest'
import type { Message } from '@/api/types'
import { joinRanges, MessageLog } from './logRules'
import { event, sample } from './samples'

/** The same order each time for the same seed. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  const result = [...list]
  let state = seed
  for (let last = result.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const other = state % (last + 1)
    ;[result[last], result[other]] = [result[other]!, result[last]!]
  }
  return result
}

const texts = (log: MessageLog) => log.list().map((message) => `${message.id} ${message.message}`)

describe('ranges', () => {
  it.each([
    [[], { from: 3, to: 5 }, [{ from: 3, to: 5 }]],
    [[{ from: 3, to: 5 }], { from: 6, to: 9 }, [{ from: 3, to: 9 }]],
    [[{ from: 3, to: 5 }], { from: 7, to: 9 }, [{ from: 3, to: 5 }, { from: 7, to: 9 }]],
    [[{ from: 1, to: 2 }, { from: 8, to: 9 }], { from: 2, to: 8 }, [{ from: 1, to: 9 }]],
    [[{ from: 8, to: 9 }], { from: 0, to: 1 }, [{ from: 0, to: 1 }, { from: 8, to: 9 }]],
  ])('%j and %j are %j', (ranges, added, joined) => {
    expect(joinRanges(ranges, added)).toEqual(joined)
  })
})

describe('the log', () => {
  it('is the same in whatever order pages, relayed messages and news of changes arrive', () => {
    const edited = sample(4, { message: 'edited', lastEditTimestamp: 50 })
    const deleted = sample(6, { message: '', deleted: true, messageType: 'comment_deleted' })
    const work: ((log: MessageLog) => void)[] = [
      (log) => log.addPage([sample(7), sample(5)], { from: 5, to: 8 }),
      (log) => log.addPage([sample(4), sample(3), sample(1)], { from: 1, to: 4 }),
      (log) => log.addPage([sample(9), sample(11), event(12, 'call_started')], { from: 9, to: 12 }),
      (log) => log.add(sample(9)),
      (log) => log.add(sample(13)),
      (log) => log.add(event(10, 'message_edited', { parent: edited })),
      (log) => log.add(sample(6)),
      (log) => log.add(event(14, 'message_deleted', { parent: deleted })),
      (log) => log.add(sample(15, { parent: sample(4) })),
    ]
    const expected = ['1 text 1', '3 text 3', '4 edited', '5 text 5', '6 ', '7 text 7', '9 text 9', '11 text 11', '12 call_started', '13 text 13', '15 text 15']
    for (let seed = 1; seed <= 200; seed++) {
      const log = new MessageLog()
      for (const step of shuffled(work, seed)) step(log)
      expect(texts(log), `order ${seed}`).toEqual(expected)
      expect(log.quoteOf(log.get(15)!)?.message).toBe('edited')
      expect(log.ranges).toEqual([{ from: 1, to: 12 }])
    }
  })

  it('takes a second edit within the same second from whoever told of it later', () => {
    const edit = (id: number, message: string) => event(id, 'message_edited', { parent: sample(1, { message, lastEditTimestamp: 9 }) })
    for (const order of [[edit(2, 'first'), edit(3, 'second')], [edit(3, 'second'), edit(2, 'first')]]) {
      const log = new MessageLog()
      log.addPage([sample(1)], { from: 1, to: 1 })
      for (const message of order) log.add(message)
      expect(log.get(1)?.message).toBe('second')
    }
  })

  it('forgets everything before the history was cleared, also what arrives late', () => {
    const steps = [(log: MessageLog) => log.addPage([sample(2), sample(1)], { from: 1, to: 2 }), (log: MessageLog) => log.add(event(5, 'history_cleared')), (log: MessageLog) => log.add(sample(4)), (log: MessageLog) => log.add(sample(6))]
    for (let seed = 1; seed <= 30; seed++) {
      const log = new MessageLog()
      for (const step of shuffled(steps, seed)) step(log)
      expect(texts(log)).toEqual(['5 history_cleared', '6 text 6'])
    }
  })

  it('keeps apart what is not known to be connected, and joins it when the hole is filled', () => {
    const log = new MessageLog()
    log.addPage([sample(90), sample(91)], { from: 90, to: 91 })
    log.addPage([sample(20), sample(21)], { from: 20, to: 21 })
    log.add(sample(95))
    expect(log.list().map(({ id }) => id)).toEqual([90, 91, 95])
    expect(log.list(log.rangeOf(20)).map(({ id }) => id)).toEqual([20, 21])

    log.addPage([sample(50)], { from: 22, to: 89 })

    expect(log.list().map(({ id }) => id)).toEqual([20, 21, 50, 90, 91, 95])
  })

  it('keeps what was answered when the answer is edited', () => {
    const log = new MessageLog()
    log.addPage([sample(2, { parent: sample(1) })], { from: 2, to: 2 })
    log.add(event(3, 'message_edited', { parent: sample(2, { message: 'better', lastEditTimestamp: 5 }) }))
    expect(log.get(2)?.message).toBe('better')
    expect(log.quoteOf(log.get(2)!)?.message).toBe('text 1')
  })

  it('shows nothing of an answered message that is gone', () => {
    const log = new MessageLog()
    const answer = sample(2, { parent: { id: 1, deleted: true } as unknown as Message })
    log.add(answer)
    expect(log.quoteOf(answer)).toBeNull()
  })

  it('lets messages vanish when their time has come', () => {
    const log = new MessageLog()
    log.addPage([sample(1, { expirationTimestamp: 100 }), sample(2, { expirationTimestamp: 200 }), sample(3)], { from: 1, to: 3 })
    expect(log.expire(100)).toBe(200)
    expect(log.list().map(({ id }) => id)).toEqual([2, 3])
    expect(log.expire(300)).toBeNull()
    expect(log.list().map(({ id }) => id)).toEqual([3])
  })
})
