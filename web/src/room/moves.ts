/** Into another room of the meeting, taking the call along. */
import { ref } from 'vue'

export interface Move {
  from: string
  to: string
}

type Hook = (move: Move) => Promise<void> | void

/** `call/` leaves the call before a move and joins the one of the room where it ended. */
export function createMoves() {
  const before = new Set<Hook>()
  const after = new Set<Hook>()
  /** Where one is going just now. */
  const movingTo = ref<string | null>(null)

  function register(hooks: Set<Hook>, hook: Hook): () => void {
    hooks.add(hook)
    return () => void hooks.delete(hook)
  }

  /** Whoever fails to leave or to join keeps nobody from moving. */
  async function tell(hooks: Set<Hook>, move: Move): Promise<void> {
    for (const hook of [...hooks]) {
      try {
        await hook(move)
      } catch (error) {
        reportError(error)
      }
    }
  }

  /** @param go joins the other room; when it fails the move ended where it began */
  async function run(move: Move, go: () => Promise<void>): Promise<void> {
    if (movingTo.value || move.from === move.to) return
    movingTo.value = move.to
    let end = move.from
    try {
      await tell(before, move)
      await go()
      end = move.to
    } finally {
      movingTo.value = null
      await tell(after, { from: move.from, to: end })
    }
  }

  return {
    movingTo,
    /** Called before one leaves a room for another. Gives back a function that stops it. */
    onBeforeMove: (hook: Hook) => register(before, hook),
    /** Called when one is in the other room; `to` equals `from` when it could not be entered. */
    onAfterMove: (hook: Hook) => register(after, hook),
    run,
  }
}
