/** Who belongs to the conversation and who is connected now, kept up to date by what the signaling says. */
import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import { LobbyState } from '@/api/constants'
import { talk } from '@/api/ocs'
import type { Participant, Room } from '@/api/types'
import type { Signaling } from '@/signaling/signaling'
import { Coalesced } from './coalesced'
import { isIn, mayList, selfOf, type Phase } from './roomRules'
import { countPeople, createSessions } from './sessions'

interface Around {
  signaling: Signaling
  token: Ref<string>
  room: Ref<Room | null>
  phase: Ref<Phase>
  /** One's own signaling session. */
  sessionId: Ref<string>
  /** The name that others see of oneself, where the list does not show it. */
  ownName: ComputedRef<string>
  /** Asks for the conversation again. */
  refresh(): Promise<void>
  /** The server refused to answer. */
  refused(error: unknown): void
}

export function createRoster({ signaling, token, room, phase, sessionId, ownName, refresh, refused }: Around) {
  const participants = shallowRef<readonly Participant[]>([])
  /** Oneself as others see it. Guests may not read the list of participants: then from what else is known. */
  const me = computed<Participant | null>(() => {
    if (!room.value || !isIn(phase.value)) return null
    return participants.value.find((one) => one.attendeeId === room.value?.attendeeId) ?? selfOf(room.value, ownName.value)
  })
  const people = createSessions({ participants, own: sessionId, self: me, isLobbyClosed: computed(() => room.value?.lobbyState === LobbyState.NonModerators) })
  const inCallCount = computed(() => countPeople([...people.sessions.value.values()].filter((one) => one.inCall)))
  const hasCall = computed(() => inCallCount.value > 0 || room.value?.hasCall === true)
  let ownStanding = ''

  const question = new Coalesced(async () => {
    const asked = token.value
    if (!mayList(room.value)) return
    const answer = await talk.get<Participant[]>(`v4/room/${asked}/participants`)
    if (asked !== token.value || phase.value !== 'inside') return
    participants.value = answer
    people.assume()
  }, () => Math.min(1_000 + participants.value.length * 8, 5_000))

  async function refreshParticipants(): Promise<void> {
    if (phase.value === 'inside') await question.run().catch(refused)
  }

  /** The list of the call tells of oneself as well: another role, other permissions. */
  function isAnother(): boolean {
    const own = people.sessions.value.get(sessionId.value)
    if (!own || !room.value) return false
    const standing = `${own.participantType}/${own.permissions}`
    const isNews = standing !== ownStanding
    ownStanding = standing
    return isNews && standing !== `${room.value.participantType}/${room.value.permissions}`
  }

  signaling.on('join', (those) => { if (people.join(those)) void refreshParticipants() })
  signaling.on('change', (those) => { people.join(those); void refreshParticipants() })
  signaling.on('leave', (ids) => { people.leave(ids); void refreshParticipants() })
  signaling.on('call', (update) => {
    const had = hasCall.value
    if (people.update(update)) void refreshParticipants()
    if (isAnother() || had !== inCallCount.value > 0) void refresh()
  })

  function forget(): void {
    people.clear()
    ownStanding = ''
  }

  return {
    participants,
    me,
    sessions: people.sessions,
    inCallCount,
    presentCount: computed(() => countPeople([...people.sessions.value.values()])),
    hasCall,
    refreshParticipants,
    /** A new session is told anew who is there. */
    forgetSessions: forget,
    clear(): void {
      participants.value = []
      forget()
    },
  }
}
