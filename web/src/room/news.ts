/** The server's own news of the room: hands, who waits, who has not arrived. */
import { computed, ref, shallowRef, type Ref } from 'vue'
import { plenum } from '@/api/ocs'
import type { Missing, Room } from '@/api/types'
import type { Signaling } from '@/signaling/signaling'
import type { Hand } from '@/signaling/types'
import { Coalesced } from './coalesced'

export interface Moves {
  /** The meeting's: the parent's. */
  token: string
  count: number
  /** The first of them. */
  missing: Missing[]
}

export function createNews(room: Ref<Room | null>, signaling: Signaling) {
  const hands = shallowRef<readonly Hand[]>([])
  const handsCount = ref(0)
  /** Since when one's own hand is up, Unix milliseconds; null while it is down. */
  const myHand = ref<number | null>(null)
  const waitingCount = ref(0)
  const moves = shallowRef<Moves | null>(null)
  /** Grows whenever the board of breakout rooms has changed. */
  const boardChanges = ref(0)

  const isOwn = (hand: Hand) => hand.attendeeId === room.value?.attendeeId

  function takeHands(list: readonly Hand[], count: number): void {
    hands.value = list
    handsCount.value = count
    const own = list.find(isOwn)
    // Only the first ones are named: of the others one knows only one's own.
    if (own) myHand.value = own.raisedAt
    else if (count <= list.length) myHand.value = null
  }

  const handsQuestion = new Coalesced(async () => {
    if (!room.value) return
    const list = await plenum.get<Hand[]>(`room/${room.value.token}/hands`)
    takeHands(list, list.length)
  }, () => 5_000)

  /** @throws OcsError when the server refuses */
  async function raiseHand(raised: boolean): Promise<void> {
    const { raisedAt } = await plenum.put<{ raisedAt: number | null }>(`room/${room.value!.token}/hand`, { raised })
    myHand.value = raisedAt
    // The apps of Talk hear of hands from each other.
    signaling.sendToCall({ type: 'raiseHand', payload: { state: raised, timestamp: raisedAt ?? Date.now() } })
  }

  async function lowerHand(attendeeId: number): Promise<void> {
    await plenum.delete(`room/${room.value!.token}/hands/${attendeeId}`)
  }

  async function lowerAllHands(): Promise<void> {
    await plenum.delete(`room/${room.value!.token}/hands`)
  }

  signaling.on('plenum', (news) => {
    const here = room.value?.token
    if (news.hands && news.hands.token === here) takeHands(news.hands.hands, news.hands.count)
    if (news.waiting && news.waiting.token === here) waitingCount.value = news.waiting.count
    if (news.moves) moves.value = news.moves
    if (news.board) boardChanges.value++
  })

  return {
    state: {
      hands: computed(() => hands.value),
      handsCount: computed(() => handsCount.value),
      myHand: computed(() => myHand.value),
      waitingCount: computed(() => waitingCount.value),
      moves: computed(() => moves.value),
      boardChanges: computed(() => boardChanges.value),
    },
    actions: { raiseHand, lowerHand, lowerAllHands, refreshHands: () => handsQuestion.run() },
    /** Another room: nothing of the former one holds. */
    clear(): void {
      takeHands([], 0)
      myHand.value = null
      waitingCount.value = 0
      moves.value = null
    },
  }
}
