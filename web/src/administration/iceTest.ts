import type { Gathered } from './settingRules'

const PATIENCE = 8000

/** Asks a STUN or TURN server for a way to this browser, as a call would. */
export async function gather(server: RTCIceServer, kind: 'stun' | 'turn'): Promise<Gathered> {
  const start = performance.now()
  const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: kind === 'turn' ? 'relay' : 'all' })
  const wanted = kind === 'stun' ? 'srflx' : 'relay'
  const types = new Set<string>()
  const errors = new Set<string>()
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = window.setTimeout(resolve, PATIENCE)
      const done = () => {
        clearTimeout(timer)
        resolve()
      }
      connection.onicecandidate = ({ candidate }) => {
        if (!candidate) return done()
        if (candidate.type) types.add(candidate.type)
        if (candidate.type === wanted) done()
      }
      connection.onicecandidateerror = (event) => {
        if (event.errorText) errors.add(`${event.errorCode} ${event.errorText}`)
      }
      connection.createDataChannel('test')
      connection.createOffer().then((offer) => connection.setLocalDescription(offer)).catch(reject)
    })
  } finally {
    connection.close()
  }
  return { types: [...types], milliseconds: Math.round(performance.now() - start), errors: [...errors] }
}
