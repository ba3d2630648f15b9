// Bundled into a plain page: a JsSIP client, as somebody else's customer would be. It says its whole state at each change.
import JsSIP from "jssip";
import type { RTCSession as Session } from "jssip/lib/RTCSession";
import type { CustomerEnd, CustomerPage, CustomerState, CustomerStats, ToneRun } from "./customer-state.ts";
import { READABLE_PACKETS, watchKeys } from "./key-watch.ts";
import { Ear } from "./sound.ts";
import { ToneWatch } from "./tone-watch.ts";

type Call = NonNullable<CustomerState["call"]>;

declare global {
  interface Window {
    customer: CustomerPage;
    tellCustomerState(state: CustomerState): void;
  }
}

const TONE_LEVEL = 0.4;

class JsSipCustomer implements CustomerPage {
  #state: CustomerState = {
    registration: "none",
    registrationFailure: null,
    call: null,
    dtmfByInfo: "",
    dtmfByRtp: null,
  };
  #readsKeys = false;
  #agent: InstanceType<typeof JsSIP.UA> | null = null;
  #domain = "";
  #session: Session | null = null;
  #context: AudioContext | null = null;
  #voice: MediaStream | null = null;
  #ear: Ear | null = null;
  #watch: ToneWatch | null = null;

  start({ sipUrl, domain, login, secret, name, toneHz }: Parameters<CustomerPage["start"]>[0]): void {
    this.#domain = domain;
    this.#context = new AudioContext();
    this.#voice = toneStream(this.#context, toneHz);
    const agent = new JsSIP.UA({
      sockets: [new JsSIP.WebSocketInterface(sipUrl)],
      uri: `sip:${login}@${domain}`,
      authorization_user: login,
      password: secret,
      ...(name === null ? {} : { display_name: name }),
      session_timers: false,
      register_expires: 120,
    });
    agent.on("registered", () => this.#tell({ registration: "registered", registrationFailure: null }));
    agent.on("registrationFailed", ({ cause }) =>
      this.#tell({ registration: "failed", registrationFailure: String(cause) }),
    );
    agent.on("unregistered", () => this.#tell({ registration: "none" }));
    agent.on("newRTCSession", ({ session }: { session: Session }) => this.#adopt(session));
    this.#agent = agent;
    agent.start();
  }

  readKeys(): void {
    this.#readsKeys = true;
  }

  forget(): void {
    if (this.#session === null) this.#tell({ call: null });
  }

  call(target: string): void {
    const uri = target.includes("@") ? `sip:${target}` : `sip:${target}@${this.#domain}`;
    this.#needAgent().call(uri, this.#media());
  }

  answer(): void {
    this.#needSession().answer(this.#media());
  }

  reject(status: number): void {
    this.#needSession().terminate({ status_code: status });
  }

  hangUp(): void {
    this.#needSession().terminate();
  }

  async setHeld(isHeld: boolean): Promise<void> {
    const session = this.#needSession();
    await new Promise<void>((resolve, reject) => {
      const done = () => resolve();
      const isAsked = isHeld ? session.hold({}, done) : session.unhold({}, done);
      if (!isAsked) reject(new Error(`JsSIP refused to ${isHeld ? "hold" : "resume"} now`));
    });
  }

  /** Passes the talk on, unasked (REFER). */
  refer(target: string): void {
    this.#needSession().refer(target);
  }

  setMuted(isMuted: boolean): void {
    if (isMuted) this.#needSession().mute({ audio: true });
    else this.#needSession().unmute({ audio: true });
  }

  sendDtmf(tones: string, transport: "RFC2833" | "INFO"): void {
    const transportType = JsSIP.C.DTMF_TRANSPORT[transport];
    this.#needSession().sendDTMF(tones, { transportType, duration: 160, interToneGap: 120 });
  }

  stop(): void {
    this.#agent?.stop();
  }

  listen(hz: number, forMs: number) {
    if (this.#ear === null) return Promise.resolve({ levelDb: -120, contrastDb: 0, share: 0 });
    return this.#ear.listen(hz, forMs);
  }

  loudness(forMs: number) {
    if (this.#ear === null) throw new Error("there is nothing to listen to yet");
    return this.#ear.loudness(forMs);
  }

  async watch(hz: number): Promise<void> {
    if (this.#context === null || this.#ear === null) throw new Error("there is nothing to listen to yet");
    this.#watch?.stop();
    this.#watch = await ToneWatch.start(this.#context, hz);
    this.#watch.follow(this.#ear.source);
  }

  watched(): Promise<ToneRun> {
    if (this.#watch === null) throw new Error("no tone is watched");
    return this.#watch.look();
  }

  async stats(): Promise<CustomerStats> {
    const report = await this.#needSession().connection.getStats();
    const found = { packetsSent: 0, packetsReceived: 0, bytesReceived: 0 };
    for (const entry of report.values()) {
      if (entry.type === "outbound-rtp") found.packetsSent += entry.packetsSent;
      if (entry.type !== "inbound-rtp") continue;
      found.packetsReceived += entry.packetsReceived;
      found.bytesReceived += entry.bytesReceived;
    }
    return found;
  }

  #media() {
    if (this.#voice === null) throw new Error("the customer was not started");
    return { mediaStream: this.#voice, pcConfig: { iceServers: [], ...(this.#readsKeys && READABLE_PACKETS) } };
  }

  #needAgent() {
    if (this.#agent === null) throw new Error("the customer was not started");
    return this.#agent;
  }

  #needSession(): Session {
    if (this.#session === null) throw new Error("the customer has no call");
    return this.#session;
  }

  #adopt(session: Session): void {
    if (this.#session !== null) {
      session.terminate({ status_code: 486 });
      return;
    }
    this.#session = session;
    const isIncoming = session.direction === "incoming";
    this.#state = { ...this.#state, dtmfByInfo: "", dtmfByRtp: this.#readsKeys ? "" : null };
    this.#tell({
      call: {
        direction: isIncoming ? "in" : "out",
        phase: isIncoming ? "ringing" : "calling",
        remote: session.remote_identity.uri.user ?? "",
        remoteName: session.remote_identity.display_name || null,
        heldBySelf: false,
        heldByOther: false,
        end: null,
      },
    });
    this.#follow(session);
    if (session.connection) this.#hear(session.connection);
    else session.on("peerconnection", ({ peerconnection }) => this.#hear(peerconnection));
  }

  #follow(session: Session): void {
    session.on("progress", () => this.#tellCall({ phase: "ringing" }));
    session.on("confirmed", () => this.#tellCall({ phase: "established" }));
    session.on("hold", ({ originator }) => this.#held(originator, true));
    session.on("unhold", ({ originator }) => this.#held(originator, false));
    session.on("newDTMF", (event: { originator: string; dtmf: { tone: string } }) => {
      if (event.originator === "remote") this.#tell({ dtmfByInfo: this.#state.dtmfByInfo + event.dtmf.tone });
    });
    const ended = (event: { originator: string; cause: string; message: unknown }) => {
      this.#session = null;
      this.#ear?.close();
      this.#ear = null;
      this.#watch?.stop();
      this.#watch = null;
      const by = event.originator as CustomerEnd["by"];
      // A local end comes with no message, an end by the other side with its request or its response.
      const status = (event.message as { status_code?: number } | null)?.status_code ?? null;
      this.#tellCall({ phase: "ended", end: { by, cause: event.cause, status } });
    };
    session.on("ended", ended);
    session.on("failed", ended);
  }

  #held(originator: string, isHeld: boolean): void {
    this.#tellCall(originator === "local" ? { heldBySelf: isHeld } : { heldByOther: isHeld });
  }

  #hear(connection: RTCPeerConnection): void {
    if (this.#readsKeys) this.#readKeysOf(connection);
    connection.addEventListener("track", ({ track }) => {
      if (this.#context === null) return;
      this.#ear?.close();
      this.#ear = new Ear(this.#context, new MediaStream([track]));
      this.#watch?.follow(this.#ear.source);
    });
  }

  #readKeysOf(connection: RTCPeerConnection): void {
    const addTrack = connection.addTrack.bind(connection);
    // Chromium reads a receiver only when told so in the moment it comes to be; JsSIP adds its track before all else.
    connection.addTrack = (...given) => {
      const sender = addTrack(...given);
      const transceiver = connection.getTransceivers().find((each) => each.sender === sender);
      if (transceiver) watchKeys(transceiver, (key) => this.#tell({ dtmfByRtp: (this.#state.dtmfByRtp ?? "") + key }));
      return sender;
    };
  }

  #tellCall(change: Partial<Call>): void {
    if (this.#state.call !== null) this.#tell({ call: { ...this.#state.call, ...change } });
  }

  #tell(change: Partial<CustomerState>): void {
    this.#state = { ...this.#state, ...change };
    window.tellCustomerState(this.#state);
  }
}

/** The customer's voice: a tone, so that the other side can tell whom it hears. */
function toneStream(context: AudioContext, hz: number): MediaStream {
  const oscillator = new OscillatorNode(context, { frequency: hz });
  const gain = new GainNode(context, { gain: TONE_LEVEL });
  const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  oscillator.connect(gain).connect(destination);
  oscillator.start();
  return destination.stream;
}

window.customer = new JsSipCustomer();
