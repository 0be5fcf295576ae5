import { ParticipantType, RoomType } from '@/api/constants'
import type { Message, Room } from '@/api/types'
import { isOwn, type Self } from './mentionRules'

export type Deed = 'reply' | 'copy' | 'edit' | 'markUnread' | 'delete'

/** Seconds (chat §5.3). */
const EDITABLE_FOR = 86_400

/**
 * What somebody may do with a message, in the order of the menu (chat §5).
 * @param now seconds, of the server
 * @param canChat one may write here now
 */
export function deedsFor(message: Message, room: Pick<Room, 'type' | 'participantType'>, self: Self, canChat: boolean, now: number): Deed[] {
  if (message.messageType === 'system') return []
  const isAnonymous = self.actorType === 'guests'
  const isForTwo = room.type === RoomType.OneToOne || room.type === RoomType.FormerOneToOne
  const isAccountModerator = room.participantType === ParticipantType.Owner || room.participantType === ParticipantType.Moderator
  const mayChange = canChat && !message.deleted && !isAnonymous && (isOwn(message, self) || (isAccountModerator && !isForTwo))
  const isYoung = room.type === RoomType.NoteToSelf || message.timestamp >= now - EDITABLE_FOR
  const deeds: [Deed, boolean][] = [
    ['reply', canChat && message.isReplyable],
    ['copy', !message.deleted],
    ['edit', mayChange && isYoung],
    ['markUnread', !isAnonymous && !isOwn(message, self)],
    ['delete', mayChange],
  ]
  return deeds.filter(([, isPossible]) => isPossible).map(([deed]) => deed)
}
