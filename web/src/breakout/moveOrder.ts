import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { talk } from '@/api/ocs'
import type { Room } from '@/api/types'
import { explain } from '@/lib/errors'
import { useRoom } from '@/room/room'
import { useBreakout } from './breakout'
import { isStranded, ordered, secondsLeft, type Order } from './moveRules'

const TICK = 100

/** Follows the server's orders to go to another room: counts down, goes, and says why when it could not. */
export function useMoveOrder() {
  const room = useRoom()
  const breakout = useBreakout()
  const order = shallowRef<Order | null>(null)
  const seconds = ref(0)
  /** Name of where one goes; empty until it is known. */
  const name = ref('')
  /** Where one has just arrived by order, to be read out. */
  const arrivedIn = ref('')
  let timer = 0

  const isBack = computed(() => order.value !== null && order.value.to === home())
  const isInside = computed(() => room.phase === 'inside')

  /** The plenum, as long as one knows it. */
  function home(): string {
    return breakout.parentToken
  }

  function take(to: string): void {
    arrivedIn.value = ''
    put(ordered(order.value, to, { token: room.token, isInside: isInside.value, isBreakoutRoom: breakout.isBreakoutRoom }, performance.now()))
  }

  function put(next: Order | null): void {
    if (next?.to !== order.value?.to) void learnName(next?.to)
    order.value = next
    room.expectMove(next && next.state !== 'failed' ? next.to : null)
    clearInterval(timer)
    if (next?.state !== 'counting') return
    const tick = () => {
      if (performance.now() >= next.until) void go()
      else seconds.value = secondsLeft(next, performance.now())
    }
    timer = window.setInterval(tick, TICK)
    tick()
  }

  async function learnName(to: string | undefined): Promise<void> {
    name.value = [...breakout.rooms, ...breakout.choices].find((one) => one.token === to)?.name ?? (breakout.parent?.token === to ? (breakout.parent?.displayName ?? '') : '')
    if (!to || name.value) return
    const answer = await talk.get<Room>(`v4/room/${to}`).catch(() => null)
    if (answer && order.value?.to === to) name.value = answer.displayName
  }

  async function go(to = order.value?.to): Promise<void> {
    if (!to || order.value?.state === 'going') return
    const known = name.value
    put({ state: 'going', to })
    try {
      if (room.movingTo) await settled()
      await room.goTo(to)
      if (order.value?.to !== to) return
      arrivedIn.value = known || room.room?.displayName || ''
      put(null)
    } catch (error) {
      if (order.value?.to === to) put({ state: 'failed', to, why: explain(error, { 404: 'breakout.move.gone', 412: 'breakout.move.closed', ban: 'breakout.move.banned' }) })
    }
  }

  /** One is going somewhere by one's own wish just now. */
  function settled(): Promise<void> {
    return new Promise((resolve) => {
      const stop = watch(() => room.movingTo, (to) => {
        if (to) return
        stop()
        resolve()
      })
    })
  }

  onScopeDispose(room.signaling.on('switchto', ({ token }) => take(token)))

  watch(() => isStranded({ isBreakoutRoom: breakout.isBreakoutRoom, phase: room.phase }), (stranded) => {
    if (stranded && !order.value) take(home())
  }, { immediate: true })

  // Who polls hears no orders: the room that one is given says the same.
  watch(() => breakout.ownRoom?.token, (token) => {
    if (token && !room.signaling.pushes && !breakout.isBreakoutRoom && isInside.value) take(token)
  })

  // Whoever went there by himself need not be sent.
  watch(() => room.token, (token) => {
    if (order.value?.state === 'counting' && order.value.to === token) put(null)
  })

  onScopeDispose(() => {
    clearInterval(timer)
    room.expectMove(null)
  })

  return { order, seconds, name, arrivedIn, isBack, isInside, home, go, dismiss: () => put(null) }
}
