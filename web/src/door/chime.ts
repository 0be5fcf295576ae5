/** The soft sound of an opening door, made here: two notes that swell and fade. Browsers play nothing before somebody touched the page. */

let context: AudioContext | null = null

/** Call it while somebody clicks or types; afterwards the sound may play at any time. */
export async function unlockSound(): Promise<boolean> {
  try {
    context ??= new AudioContext()
    if (context.state !== 'running') await context.resume()
    return isSoundUnlocked()
  } catch {
    return false
  }
}

export function isSoundUnlocked(): boolean {
  return context?.state === 'running'
}

export function playChime(): void {
  if (!context || context.state !== 'running') return
  const start = context.currentTime + 0.02
  note(context, 587.33, start)
  note(context, 880, start + 0.22)
}

function note(audio: AudioContext, frequency: number, at: number): void {
  const gain = audio.createGain()
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(0.16, at + 0.04)
  gain.gain.exponentialRampToValueAtTime(0.0005, at + 1.3)
  gain.connect(audio.destination)
  for (const [multiple, type] of [[1, 'sine'], [2.01, 'sine']] as const) {
    const tone = audio.createOscillator()
    const share = audio.createGain()
    share.gain.value = multiple === 1 ? 1 : 0.15
    tone.type = type
    tone.frequency.value = frequency * multiple
    tone.connect(share).connect(gain)
    tone.start(at)
    tone.stop(at + 1.4)
  }
}
