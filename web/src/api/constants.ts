/** Numbers of the Talk API (reference, platform §14.5). */

export const RoomType = { OneToOne: 1, Group: 2, Public: 3, Changelog: 4, FormerOneToOne: 5, NoteToSelf: 6 } as const
export const ParticipantType = { Owner: 1, Moderator: 2, User: 3, Guest: 4, UserByLink: 5, GuestModerator: 6 } as const
export const LobbyState = { None: 0, NonModerators: 1 } as const
export const SipState = { Off: 0, On: 1, WithoutPin: 2 } as const
export const BreakoutMode = { None: 0, Automatic: 1, Manual: 2, Free: 3 } as const
export const BreakoutStatus = { Stopped: 0, Started: 1, AssistanceRequested: 2, AssistanceReset: 0 } as const
export const CallFlag = { Disconnected: 0, InCall: 1, WithAudio: 2, WithVideo: 4, WithPhone: 8 } as const
export const Permission = {
  Default: 0, Custom: 1, StartCall: 2, JoinCall: 4, SkipLobby: 8, Audio: 16, Video: 32, Screen: 64, Chat: 128, React: 256,
} as const

/** Largest meeting that may be split, in rooms. */
export const MAX_BREAKOUT_ROOMS = 20

export function isModerator(type: number): boolean {
  return type === ParticipantType.Owner || type === ParticipantType.Moderator || type === ParticipantType.GuestModerator
}
