import { reactive, ref } from 'vue'

/** Plays the sound of others, whether they are seen or not. */
export function createPlayback() {
  const players = new Map<string, HTMLAudioElement>()
  /** The browser plays nothing before one has pressed something. */
  const isBlocked = ref(false)
  const state = reactive({ speaker: '' })

  function play(key: string, stream: MediaStream | null): void {
    const sound = stream?.getAudioTracks()[0]
    if (!sound) {
      stop(key)
      return
    }
    let player = players.get(key)
    if (!player) {
      player = new Audio()
      player.autoplay = true
      players.set(key, player)
      route(player)
    }
    player.srcObject = new MediaStream([sound])
    void start(player)
  }

  async function start(player: HTMLAudioElement): Promise<void> {
    try {
      await player.play()
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotAllowedError') isBlocked.value = true
    }
  }

  function stop(key: string): void {
    const player = players.get(key)
    if (!player) return
    player.pause()
    player.srcObject = null
    players.delete(key)
  }

  function route(player: HTMLAudioElement): void {
    if ('setSinkId' in player) void player.setSinkId(state.speaker).catch(() => undefined)
  }

  return {
    isBlocked,
    play,
    stopAll(): void {
      for (const key of [...players.keys()]) stop(key)
      isBlocked.value = false
    },
    /** After a press of a button. */
    async unblock(): Promise<void> {
      isBlocked.value = false
      await Promise.all([...players.values()].map(start))
    },
    useSpeaker(id: string): void {
      state.speaker = id
      for (const player of players.values()) route(player)
    },
  }
}
