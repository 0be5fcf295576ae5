// A person with a camera: as little of a Talk client as it takes to publish, watch and call, for the tests to drive.
'use strict';

class Person {
  constructor() {
    this.features = [];
    this.connections = new Map(); // "session|roomType|direction" → { pc, sid, early }
    this.offers = 0;
    this.errors = [];
    this.events = [];
    this.waiting = [];
    this.rtc = {};
  }

  /** Connects, says hello and joins a room. Resolves with the session id. */
  async enter({ url, hello, token, talkSession, rtc }) {
    this.rtc = rtc || {};
    this.socket = new WebSocket(url);
    this.socket.onmessage = (event) => this.hear(JSON.parse(event.data));
    await this.until((frame) => frame.type === 'welcome');
    this.say({ id: 'hello', type: 'hello', hello });
    const reply = await this.until((frame) => frame.id === 'hello');
    this.id = reply.hello.sessionid;
    this.features = reply.hello.server.features;
    await this.join(token, talkSession);
    return this.id;
  }

  async join(token, talkSession) {
    this.say({ id: `room ${token}`, type: 'room', room: { roomid: token, sessionid: talkSession } });
    await this.until((frame) => frame.id === `room ${token}`);
  }

  say(frame) { this.socket.send(JSON.stringify(frame)); }

  tell(sessionid, data) {
    this.say({ type: 'message', message: { recipient: { type: 'session', sessionid }, data: { to: sessionid, ...data } } });
  }

  /** The next frame that fits. */
  until(fits) { return new Promise((resolve) => this.waiting.push({ fits, resolve })); }

  /** Resolves once a frame fits, or has fitted before. */
  async heard(fits) { return this.events.find(fits) || this.until(fits); }

  hear(frame) {
    this.events.push(frame);
    if (frame.type === 'error') this.errors.push(frame.error.code);
    if (frame.type === 'message') this.take({ from: frame.message.sender.sessionid, ...frame.message.data }).catch((error) => this.errors.push(String(error)));
    const ready = this.waiting.filter((one) => one.fits(frame));
    this.waiting = this.waiting.filter((one) => !ready.includes(one));
    ready.forEach((one) => one.resolve(frame));
  }

  /** What others and the engine say about media; one after the other for each connection. */
  async take(data) {
    const { from, type, roomType, payload, sid } = data;
    const key = from === this.id ? `${this.id}|${roomType}|out` : `${from}|${roomType}|in`;
    if (type === 'offer') {
      let known = this.connections.get(key);
      if (!known || known.sid !== sid) {
        if (known) known.pc.close();
        known = this.connect(key, from, roomType, sid);
        if (this.media && !this.features.includes('mcu')) this.media.getTracks().forEach((track) => known.pc.addTrack(track, this.media));
      }
      this.offers += 1;
      await known.pc.setRemoteDescription(payload);
      await this.flush(known);
      await known.pc.setLocalDescription();
      this.tell(from, { type: 'answer', roomType, sid, payload: { type: 'answer', sdp: known.pc.localDescription.sdp } });
    } else if (type === 'answer') {
      const known = this.connections.get(key);
      known.sid = sid;
      await known.pc.setRemoteDescription(payload);
      await this.flush(known);
    } else if (type === 'candidate') {
      const known = this.connections.get(key);
      if (!known) return;
      known.early.push(payload.candidate);
      if (known.pc.remoteDescription) await this.flush(known);
    }
  }

  async flush(known) {
    for (const candidate of known.early.splice(0)) await known.pc.addIceCandidate(candidate);
  }

  connect(key, to, roomType, sid) {
    const known = { pc: new RTCPeerConnection(this.rtc), sid, early: [] };
    known.pc.onicecandidate = ({ candidate }) => {
      this.tell(to, { type: 'candidate', roomType, sid: known.sid, payload: { candidate: candidate ? candidate.toJSON() : { candidate: '', sdpMid: '0', sdpMLineIndex: 0 } } });
    };
    known.pc.ontrack = ({ streams, track }) => {
      if (track.kind !== 'video') return;
      const video = document.createElement('video');
      Object.assign(video, { muted: true, autoplay: true, playsInline: true, srcObject: streams[0] });
      document.body.append(video);
      known.video = video;
    };
    this.connections.set(key, known);
    return known;
  }

  /** Publishes camera and microphone, or a screen (a second camera stands in for it). Resolves once connected. */
  async publish({ roomType = 'video', audio = true, video = true, simulcast = false, bitrate } = {}) {
    this.media = await navigator.mediaDevices.getUserMedia({ audio, video: video && (simulcast ? { width: 960, height: 540 } : { width: 640, height: 360 }) });
    const known = this.connect(`${this.id}|${roomType}|out`, this.id, roomType, undefined);
    for (const track of this.media.getTracks()) {
      const layers = simulcast && track.kind === 'video'
        ? { sendEncodings: [{ rid: 'h', maxBitrate: 400000 }, { rid: 'm', maxBitrate: 200000, scaleResolutionDownBy: 2 }, { rid: 'l', maxBitrate: 100000, scaleResolutionDownBy: 4 }] }
        : {};
      const { sender } = known.pc.addTransceiver(track, { direction: 'sendrecv', streams: [this.media], ...layers });
      if (track.kind === 'video') await sender.setParameters({ ...sender.getParameters(), degradationPreference: 'maintain-resolution' });
    }
    known.pc.createDataChannel('status');
    await this.offer(known, this.id, roomType, { bitrate });
    await this.connected(known);
  }

  /** A further offer of what is published already. */
  async again(roomType = 'video') { await this.offer(this.connections.get(`${this.id}|${roomType}|out`), this.id, roomType, {}); }

  /** Switches the camera on, in the connection that there is. */
  async addCamera() {
    const known = this.connections.get(`${this.id}|video|out`);
    const media = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 } });
    known.pc.addTransceiver(media.getTracks()[0], { direction: 'sendrecv', streams: [this.media] });
    await this.offer(known, this.id, 'video', {});
  }

  /** Calls somebody directly. */
  async call(sessionid) {
    const known = this.connect(`${sessionid}|video|in`, sessionid, 'video', undefined);
    known.sid = String(Math.random());
    this.media.getTracks().forEach((track) => known.pc.addTrack(track, this.media));
    await this.offer(known, sessionid, 'video', { sid: known.sid });
    await this.connected(known);
  }

  async open() { this.media = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 360 } }); }

  async offer(known, to, roomType, more) {
    const answered = this.until((frame) => frame.type === 'error' || (frame.type === 'message' && frame.message.data.type === 'answer' && frame.message.data.roomType === roomType));
    await known.pc.setLocalDescription();
    this.tell(to, { type: 'offer', roomType, payload: { type: 'offer', sdp: known.pc.localDescription.sdp }, ...more });
    const reply = await answered;
    if (reply.type === 'error') throw new Error(reply.error.code);
  }

  /** Resolves once one has heard that somebody is in the call: nobody asks to see a stranger. */
  async knows(sessionid) {
    await this.heard((frame) => frame.event?.update?.users?.some((user) => user.sessionId === sessionid && user.inCall > 0));
  }

  /** Asks to see somebody. Resolves once connected. */
  async watch(sessionid, roomType = 'video', sid) {
    const before = this.offers;
    await this.knows(sessionid);
    this.tell(sessionid, { type: 'requestoffer', roomType, sid });
    await this.heard((frame) => this.offers > before || frame.type === 'error');
    await this.seen(sessionid, roomType);
  }

  /** Resolves once somebody's stream is connected. */
  async seen(sessionid, roomType = 'video') {
    for (;;) {
      const known = this.connections.get(`${sessionid}|${roomType}|in`);
      if (known) return this.connected(known);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  connected({ pc }) {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (pc.connectionState === 'connected') resolve();
        if (pc.connectionState === 'failed') reject(new Error('failed'));
      };
      pc.addEventListener('connectionstatechange', look);
      look();
    });
  }

  sid(sessionid, roomType = 'video') { return this.connections.get(`${sessionid}|${roomType}|${sessionid === this.id ? 'out' : 'in'}`)?.sid; }

  /** Bytes by direction and kind, and what kinds of candidates carry them. */
  async stats(sessionid, roomType = 'video') {
    const { pc } = this.connections.get(`${sessionid}|${roomType}|${sessionid === this.id ? 'out' : 'in'}`);
    const sum = { audio: 0, video: 0, sentAudio: 0, sentVideo: 0, frames: 0, height: 0, state: pc.connectionState, local: '' };
    const reports = await pc.getStats();
    reports.forEach((report) => {
      if (report.type === 'inbound-rtp') sum[report.kind] += report.bytesReceived;
      if (report.type === 'inbound-rtp' && report.kind === 'video') Object.assign(sum, { frames: report.framesDecoded || 0, height: report.frameHeight || 0 });
      if (report.type === 'outbound-rtp') sum[report.kind === 'audio' ? 'sentAudio' : 'sentVideo'] += report.bytesSent;
      if (report.type === 'candidate-pair' && report.nominated) sum.local = reports.get(report.localCandidateId)?.candidateType || sum.local;
    });
    return sum;
  }

  /** Resolves with the statistics once they fit. */
  async statsOnce(sessionid, roomType, fits) {
    for (;;) {
      const sum = await this.stats(sessionid, roomType);
      if (fits(sum)) return sum;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Both sound and picture arrive, and keep arriving. */
  async flows(sessionid, roomType = 'video') {
    const first = await this.statsOnce(sessionid, roomType, (sum) => sum.audio > 0 && sum.video > 0);
    return this.statsOnce(sessionid, roomType, (sum) => sum.audio > first.audio + 1000 && sum.video > first.video + 10000 && sum.frames > 10);
  }

  /** The connection through which somebody was seen is closed, or none. */
  async lost(sessionid, roomType = 'video') {
    const { pc } = this.connections.get(`${sessionid}|${roomType}|in`);
    while (['connected', 'new', 'connecting'].includes(pc.connectionState)) await new Promise((resolve) => setTimeout(resolve, 50));
    return pc.connectionState;
  }

  /** The room that the next order says to go to. */
  async ordered() {
    const isOrder = (frame) => frame.type === 'event' && frame.event.type === 'switchto';
    const order = await this.heard(isOrder);
    this.events = this.events.filter((frame) => !isOrder(frame));
    return order.event.switchto.roomid;
  }

  /** Hangs up all connections. */
  hangUp() {
    this.connections.forEach(({ pc }) => pc.close());
    this.connections.clear();
  }
}

window.person = new Person();
