import { computed, ref, watch, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import { RoomType } from '@/api/constants'
import { plenum, talk } from '@/api/ocs'
import type { Door, Invitation as PersonalLink, Room } from '@/api/types'
import { readDoor } from '@/door/doorView'
import { useSession } from '@/stores/session'

export interface Invitation {
  token: () => string
  room: Ref<Room | null>
  door: Ref<Door | null>
  links: Ref<PersonalLink[]>
  error: Ref<unknown>
  url: ComputedRef<string>
  title: ComputedRef<string>
  opensAt: ComputedRef<number | null>
  isPublic: ComputedRef<boolean>
  /** May add people and open the conversation: moderators with an account, in conversations that take people. */
  canManage: ComputedRef<boolean>
  load: () => Promise<void>
  loadLinks: () => Promise<void>
  take: (room: Room) => void
}

export const invitationKey: InjectionKey<Invitation> = Symbol('invitation')

/** All there is to tell about a conversation to somebody who is to come. */
export function useInvitation(token: () => string): Invitation {
  const session = useSession()
  const room = ref<Room | null>(null)
  const door = ref<Door | null>(null)
  const links = ref<PersonalLink[]>([])
  const error = ref<unknown>(null)

  const canManage = computed(() => {
    if (!room.value || !session.isSignedIn || room.value.objectType === 'room') return false
    const isModerator = room.value.participantType === 1 || room.value.participantType === 2
    return isModerator && (room.value.type === RoomType.Group || room.value.type === RoomType.Public)
  })

  async function load(): Promise<void> {
    error.value = null
    try {
      await session.load()
      // Without the telephone one can still invite.
      const phone = readDoor(token()).catch(() => null)
      room.value = await talk.get<Room>(`v4/room/${token()}`)
      door.value = await phone
      if (canManage.value) await loadLinks()
    } catch (refusal) {
      error.value = refusal
    }
  }

  async function loadLinks(): Promise<void> {
    links.value = await plenum.get<PersonalLink[]>(`room/${token()}/invitations`)
  }

  watch(token, () => {
    room.value = null
    door.value = null
    links.value = []
  })

  return {
    token,
    room,
    door,
    links,
    error,
    url: computed(() => `${location.origin}/call/${token()}`),
    title: computed(() => room.value?.displayName ?? ''),
    opensAt: computed(() => room.value?.lobbyTimer || null),
    isPublic: computed(() => room.value?.type === RoomType.Public),
    canManage,
    load,
    loadLinks,
    take: (next) => { room.value = next },
  }
}
