import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { OcsError, plenum, talk } from '@/api/ocs'
import { BreakoutMode, BreakoutStatus } from '@/api/constants'
import type { Board, Choice, Room } from '@/api/types'
import { Coalesced } from '@/room/coalesced'
import { usePanels } from '@/room/panels'
import { useRoom } from '@/room/room'
import { helpRequests, peopleOf, type Person } from './boardRules'

/** The breakout rooms of the meeting one is in: what the server says of them, and what one may do. */
export const useBreakout = defineStore('breakout', () => {
  const here = useRoom()

  /** What moderators see; null where there are no rooms, or for others. */
  const board = shallowRef<Board | null>(null)
  /** The plenum, as one sees it from a breakout room. */
  const plenumRoom = shallowRef<Room | null>(null)
  /** The rooms an attendee may go to: the own one, in free mode all. */
  const choices = shallowRef<Choice[]>([])
  const isLoaded = ref(false)
  const error = shallowRef<unknown>(null)

  const isBreakoutRoom = computed(() => here.parentToken !== null)
  const parentToken = computed(() => here.parentToken ?? here.token)
  const parent = computed(() => (isBreakoutRoom.value ? plenumRoom.value : here.room))
  const mode = computed<number>(() => board.value?.mode ?? parent.value?.breakoutRoomMode ?? BreakoutMode.None)
  const isConfigured = computed(() => isBreakoutRoom.value || mode.value !== BreakoutMode.None)
  const isRunning = computed(() => (board.value?.status ?? parent.value?.breakoutRoomStatus) === BreakoutStatus.Started)
  /** Changes need a moderator with an account; guests who moderate see the board. */
  const mayChange = computed(() => here.isModerator && here.room?.actorType === 'users')

  /** Guests by e-mail often have no name; the plenum knows where they were invited. By attendee id. */
  const addresses = shallowRef<ReadonlyMap<number, string>>(new Map())
  const people = computed<Person[]>(() => (board.value ? peopleOf(board.value, parent.value?.type ?? 0, addresses.value) : []))
  const rooms = computed(() => board.value?.rooms ?? [])
  const tokens = computed(() => rooms.value.map((room) => room.token))
  const requests = computed(() => (board.value ? helpRequests(board.value) : []))
  const missing = computed(() => board.value?.missing ?? [])
  /** An attendee's own room. */
  const ownRoom = computed(() => choices.value.find((room) => room.isOwn) ?? null)

  async function read(): Promise<void> {
    const token = parentToken.value
    if (!token || here.phase !== 'inside') return
    try {
      const asked = [isBreakoutRoom.value ? talk.get<Room>(`v4/room/${token}`) : null, here.isModerator ? readBoard(token) : null, here.isModerator ? null : readChoices(token)] as const
      const [plain, seen, list] = await Promise.all(asked)
      if (token !== parentToken.value) return
      plenumRoom.value = plain
      board.value = seen
      choices.value = list ?? []
      error.value = null
      isLoaded.value = true
    } catch (reason) {
      if (token === parentToken.value) error.value = reason
    }
  }

  /** Asks the server again; calls that come meanwhile become one. */
  const question = new Coalesced(read, () => 500)
  const load = () => question.run()

  const root = () => `v1/breakout-rooms/${parentToken.value}`

  async function change(work: Promise<unknown>): Promise<void> {
    await work
    await Promise.all([load(), isBreakoutRoom.value ? null : here.refresh()])
  }

  /** @param names of the rooms; those without one keep the name that the server gives */
  async function configure(chosen: number, amount: number, names: readonly (string | undefined)[] = []): Promise<void> {
    const made = await talk.post<Room[]>(root(), { mode: chosen, amount, attendeeMap: '{}' })
    try {
      for (let index = 0; index < amount; index++) {
        const roomName = names[index]?.trim()
        if (roomName) await talk.put(`v4/room/${made[index]!.token}`, { roomName })
      }
    } finally {
      await change(Promise.resolve())
    }
  }

  /** What happened here, or was said of it, may have changed the rooms. */
  watch(
    () => [here.phase, parentToken.value, here.isModerator, here.room?.breakoutRoomMode, here.room?.breakoutRoomStatus, here.room?.lobbyState],
    ([phase, token], [, formerToken]) => {
      if (token !== formerToken) {
        board.value = null
        choices.value = []
        isLoaded.value = false
      }
      if (phase === 'inside') void load()
    },
  )
  if (here.phase === 'inside') void load()

  watch(() => here.participants, (those) => {
    if (isBreakoutRoom.value || !here.isModerator) return
    const invited = those.filter((one) => one.invitedActorId && !one.displayName).map((one) => [one.attendeeId, one.invitedActorId!] as const)
    if (invited.length > 0) addresses.value = new Map(invited)
  }, { immediate: true })

  /** The tab's badge: what waits for the host. */
  watch([requests, missing], () => {
    usePanels().counts.rooms = requests.value.length + missing.value.length
  })

  onScopeDispose(here.signaling.on('plenum', (news) => {
    if (news.board || news.moves) void load()
  }))
  // A request for help changes the room and the plenum, whatever kind of signaling server says so.
  onScopeDispose(here.signaling.on('properties', () => {
    if (isConfigured.value) void load()
  }))
  onScopeDispose(here.signaling.on('stale', () => void load()))

  return {
    board, people, rooms, tokens, requests, missing, choices, ownRoom, isLoaded, error,
    isBreakoutRoom, parentToken, parent, mode, isConfigured, isRunning, mayChange,
    /** For the badge of the tab. */
    helpCount: computed(() => requests.value.length),
    missingCount: computed(() => missing.value.length),
    load,

    configure,
    remove: () => change(talk.delete(root())),
    start: () => change(talk.post(`${root()}/rooms`)),
    stop: () => change(talk.delete(`${root()}/rooms`)),
    broadcast: (message: string) => talk.post(`${root()}/broadcast`, { message }),
    assign: (attendeeMap: string) => talk.post(`${root()}/attendees`, { attendeeMap }),
    /** Out of a room, into none; while the rooms run the person comes back to the plenum. */
    release: (room: string, attendeeId: number) => talk.delete(`v4/room/${room}/attendees`, { attendeeId }),
    addRoom: (roomName: string) => change(talk.post('v4/room', { roomType: 2, roomName, objectType: 'room', objectId: parentToken.value })),
    rename: (room: string, roomName: string) => change(talk.put(`v4/room/${room}`, { roomName })),
    removeRoom: (room: string) => change(talk.delete(`v4/room/${room}`)),
    askForHelp: () => change(talk.post(`v1/breakout-rooms/${here.token}/request-assistance`)).then(() => here.refresh()),
    dismissHelp: (room: string) => change(talk.delete(`v1/breakout-rooms/${room}/request-assistance`)),
    /** In free mode: belongs to that room from now on. Going there is another thing. */
    choose: (target: string) => change(talk.post(`${root()}/switch`, { target })),
  }
})

async function readBoard(token: string): Promise<Board | null> {
  try {
    return await plenum.get<Board>(`breakout-rooms/${token}/board`)
  } catch (reason) {
    if (reason instanceof OcsError && reason.word === 'mode') return null
    throw reason
  }
}

async function readChoices(token: string): Promise<Choice[]> {
  try {
    return await plenum.get<Choice[]>(`breakout-rooms/${token}/choices`)
  } catch (reason) {
    if (reason instanceof OcsError && (reason.word === 'mode' || reason.word === 'status' || reason.status === 401)) return []
    throw reason
  }
}
