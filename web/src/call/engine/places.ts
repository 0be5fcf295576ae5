import type { Outgoing } from './wire'

type Kind = 'audio' | 'video'

/** The sections of a peer connection for sound and picture. There is one of each; what is sent in it changes without asking anybody. */
export class Places {
  constructor(private readonly pc: RTCPeerConnection, private readonly receives: boolean, private readonly layers?: RTCRtpEncodingParameters[]) {}

  /** @param makes adds a section that is missing; who answers takes those that are offered */
  async fill(outgoing: Outgoing, makes: boolean): Promise<void> {
    this.drop()
    await this.fillOne('audio', outgoing.audio, outgoing.mayAudio, makes)
    await this.fillOne('video', outgoing.video, outgoing.mayVideo, makes)
  }

  /** The most that the camera sends. */
  async limit(maxBitrate: number, scaleResolutionDownBy: number): Promise<void> {
    const sender = this.find('video')?.sender
    const parameters = sender?.getParameters()
    if (!sender || !parameters?.encodings?.length || (parameters.encodings[0]!.maxBitrate === maxBitrate && parameters.encodings[0]!.scaleResolutionDownBy === scaleResolutionDownBy)) return
    Object.assign(parameters.encodings[0]!, { maxBitrate, scaleResolutionDownBy })
    await sender.setParameters(parameters).catch(() => undefined)
  }

  private async fillOne(kind: Kind, track: MediaStreamTrack | null, may: boolean, makes: boolean): Promise<void> {
    const place = this.find(kind)
    if (!place) {
      if (!makes || (!may && !this.receives)) return
      const direction = !may ? 'recvonly' : this.receives ? 'sendrecv' : 'sendonly'
      const made = this.pc.addTransceiver(track ?? kind, { direction, ...(kind === 'video' && this.layers && { sendEncodings: this.layers.map((layer) => ({ ...layer })) }) })
      if (track && kind === 'video' && !this.receives) preferDetail(made.sender)
      return
    }
    const direction = may ? (this.receives ? 'sendrecv' : 'sendonly') : this.receives ? 'recvonly' : 'inactive'
    if (place.direction !== direction) place.direction = direction
    if (place.sender.track !== track) await place.sender.replaceTrack(track).catch(() => undefined)
  }

  private find(kind: Kind): RTCRtpTransceiver | undefined {
    return this.pc.getTransceivers().find((one) => one.receiver.track.kind === kind && one.direction !== 'stopped')
  }

  /** What an offer that was taken back leaves behind, where the other side's offer brought a section of the kind. */
  private drop(): void {
    const all = this.pc.getTransceivers().filter((one) => one.direction !== 'stopped')
    for (const one of all) {
      const isDouble = all.some((other) => other !== one && other.mid !== null && other.receiver.track.kind === one.receiver.track.kind)
      if (one.mid === null && isDouble) one.stop()
    }
  }
}

/** A browser that has too little room lowers the number of pictures first: layers keep their sizes. */
function preferDetail(sender: RTCRtpSender): void {
  const parameters = sender.getParameters()
  if (!parameters.encodings?.length) return
  void sender.setParameters({ ...parameters, degradationPreference: 'maintain-resolution' } as RTCRtpSendParameters).catch(() => undefined)
}
