import { computed, reactive, shallowReactive, watch } from 'vue'
import { CallFlag, isModerator } from '@/api/constants'
import type { useRoom } from '@/room/room'
import type { RoomSession } from '@/room/sessions'
import type { LinkState, StreamKind } from './engine/wire'
import type { StagePerson } from './stage/stageRules'

export interface CallPerson extends StagePerson {
  name: string
  /** Gives the avatar its colour. */
  avatar: string
  attendeeId: number | null
  roomSessionId: string
  isModerator: boolean
  isPhone: boolean
}

interface Said {
  audio?: boolean
  video?: boolean
  name?: string
}

/** Own things that are known before the server has told them back. */
export interface Own {
  microphone: boolean
  camera: boolean
  screen: boolean
}

/** Who is in the call: what the server lists, what people said since, and what arrives of them. */
export function createPeople(room: ReturnType<typeof useRoom>, own: () => Own) {
  /** By `session|kind`. */
  const streams = shallowReactive(new Map<string, MediaStream>())
  const links = shallowReactive(new Map<string, LinkState>())
  const said = reactive(new Map<string, Said>())
  let built = new Map<string, CallPerson>()

  const inCall = computed(() => [...room.sessions.values()].filter((one) => (one.inCall & CallFlag.InCall) !== 0 || one.isMe))

  const people = computed(() => {
    const next = new Map<string, CallPerson>()
    for (const one of inCall.value) {
      const person = one.isMe ? describeMe(one) : describe(one)
      const before = built.get(one.id)
      next.set(one.id, before && isSame(before, person) ? before : person)
    }
    built = next
    return [...next.values()]
  })

  function describe(one: RoomSession): CallPerson {
    const told = said.get(one.id)
    return {
      ...identity(one, told?.name),
      isSelf: false,
      hasMicrophone: told?.audio ?? (one.inCall & CallFlag.WithAudio) !== 0,
      hasCamera: told?.video ?? (one.inCall & CallFlag.WithVideo) !== 0,
      hasScreen: streams.has(`${one.id}|screen`),
    }
  }

  function describeMe(one: RoomSession): CallPerson {
    const { microphone, camera, screen } = own()
    return { ...identity(one), isSelf: true, hasMicrophone: microphone, hasCamera: camera, hasScreen: screen }
  }

  function identity(one: RoomSession, name?: string) {
    return {
      session: one.id,
      // The list of the conversation knows best; a name that was told fills in where it knows none.
      name: one.displayName || name || '',
      avatar: one.actorId,
      attendeeId: one.participant?.attendeeId ?? null,
      roomSessionId: one.roomSessionId,
      isModerator: isModerator(one.participantType),
      isPhone: one.isVirtual || (one.inCall & CallFlag.WithPhone) !== 0,
    }
  }

  // What somebody told holds until the server says something new of it.
  watch(() => new Map(inCall.value.map((one) => [one.id, one.inCall])), (now, before) => {
    for (const [session, flags] of before) {
      const told = said.get(session)
      if (!told) continue
      const changed = flags ^ (now.get(session) ?? 0)
      if (!now.has(session)) said.delete(session)
      else if (changed & (CallFlag.WithAudio | CallFlag.WithVideo)) {
        said.set(session, { name: told.name, ...(!(changed & CallFlag.WithAudio) && { audio: told.audio }), ...(!(changed & CallFlag.WithVideo) && { video: told.video }) })
      }
    }
  })

  return {
    people,
    streams,
    links,
    say(session: string, what: Said): void {
      said.set(session, { ...said.get(session), ...what })
    },
    setStream(session: string, kind: StreamKind, stream: MediaStream | null): void {
      if (stream) streams.set(`${session}|${kind}`, stream)
      else {
        streams.delete(`${session}|${kind}`)
        links.delete(`${session}|${kind}`)
      }
    },
    /** Others, as the engine needs them. */
    peers: computed(() => inCall.value.filter((one) => !one.isMe).map((one) => {
      const told = said.get(one.id)
      return {
        session: one.id,
        sendsAudio: (one.inCall & (CallFlag.WithAudio | CallFlag.WithPhone)) !== 0 || told?.audio === true,
        sendsVideo: (one.inCall & CallFlag.WithVideo) !== 0 || told?.video === true,
      }
    })),
    clear(): void {
      streams.clear()
      links.clear()
      said.clear()
    },
  }
}

function isSame(a: CallPerson, b: CallPerson): boolean {
  return (Object.keys(b) as (keyof CallPerson)[]).every((key) => a[key] === b[key])
}
