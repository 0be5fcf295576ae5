let context: AudioContext | null = null

/** The one of the page: browsers allow few. Some let it run only from a gesture on. */
function audioContext(): AudioContext {
  if (context) return context
  const audio = (context = new AudioContext())
  const wake = () => {
    if (audio.state !== 'running') void audio.resume().catch(() => undefined)
  }
  for (const gesture of ['pointerdown', 'keydown']) addEventListener(gesture, wake, { passive: true })
  wake()
  return audio
}

export interface Meter {
  /** Loudness now, 0 to 1. */
  level(): number
  stop(): void
}

const SILENT: Meter = { level: () => 0, stop: () => undefined }

/** Measures a track of one's own. */
export function meter(track: MediaStreamTrack): Meter {
  let source: MediaStreamAudioSourceNode
  let analyser: AnalyserNode
  try {
    const audio = audioContext()
    source = audio.createMediaStreamSource(new MediaStream([track]))
    analyser = audio.createAnalyser()
    analyser.fftSize = 512
    source.connect(analyser)
  } catch {
    return SILENT
  }
  const samples = new Float32Array(analyser.fftSize)
  return {
    level() {
      analyser.getFloatTimeDomainData(samples)
      let sum = 0
      for (const sample of samples) sum += sample * sample
      return Math.sqrt(sum / samples.length)
    },
    stop() {
      source.disconnect()
    },
  }
}

/** A short tone, so that one hears which loudspeaker it is. */
export async function playTone(speaker: string): Promise<void> {
  const audio = new AudioContext()
  try {
    if (speaker && 'setSinkId' in audio) await (audio as AudioContext & { setSinkId(id: string): Promise<void> }).setSinkId(speaker)
    const [tone, volume] = [audio.createOscillator(), audio.createGain()]
    tone.connect(volume).connect(audio.destination)
    tone.frequency.setValueAtTime(523, audio.currentTime)
    tone.frequency.setValueAtTime(659, audio.currentTime + 0.25)
    volume.gain.setValueAtTime(0, audio.currentTime)
    volume.gain.linearRampToValueAtTime(0.25, audio.currentTime + 0.05)
    volume.gain.linearRampToValueAtTime(0, audio.currentTime + 0.7)
    tone.start()
    tone.stop(audio.currentTime + 0.75)
    await new Promise((resolve) => { tone.onended = resolve })
  } finally {
    await audio.close()
  }
}
