/** How far a call of the customer has come. `ended` holds failures too: `status` is the SIP code when there was one. */
export type CustomerPhase = "calling" | "ringing" | "established" | "ended";

export type CustomerEnd = {
  readonly by: "local" | "remote" | "system";
  /** JsSIP's cause, e.g. `Busy`, `Rejected`, `Canceled`, `Terminated`, `No Answer`. */
  readonly cause: string;
  readonly status: number | null;
};

/** What the customer's page knows; the page sends the whole of it at every change. */
export type CustomerState = {
  readonly registration: "none" | "registered" | "failed";
  readonly registrationFailure: string | null;
  readonly call: null | {
    readonly direction: "in" | "out";
    readonly phase: CustomerPhase;
    /** User part and display name of the other side. */
    readonly remote: string;
    readonly remoteName: string | null;
    readonly heldBySelf: boolean;
    readonly heldByOther: boolean;
    readonly end: CustomerEnd | null;
  };
  /** Digits that arrived: by SIP INFO, and as RTP events (RFC 4733). Null: events are not read. */
  readonly dtmfByInfo: string;
  readonly dtmfByRtp: string | null;
};

export type ToneLevel = {
  readonly levelDb: number;
  /** How far the tone stands out of its neighbours. */
  readonly contrastDb: number;
  /** The part of the looks at which it stood out. */
  readonly share: number;
};

/** A tone followed without a pause, in ms of sound since it was first heard. `gapMs`: how long it has been missing now. */
export type ToneRun = {
  readonly watchedMs: number;
  readonly heardMs: number;
  readonly longestGapMs: number;
  readonly gapMs: number;
};

/** How loud the arriving sound was at one moment, whatever it was. */
export type Loudness = { readonly atMs: number; readonly db: number };

export type CustomerStats = {
  readonly packetsSent: number;
  readonly packetsReceived: number;
  readonly bytesReceived: number;
};

/** What the page offers to the test, as `window.customer`. */
export type CustomerPage = {
  start(options: {
    readonly sipUrl: string;
    readonly domain: string;
    readonly login: string;
    readonly secret: string;
    readonly name: string | null;
    readonly toneHz: number;
  }): void;
  /** From the next call on, reads keys from their RTP events. Such a call must not be passed on: it would fall silent. */
  readKeys(): void;
  /** Drops what is known of a call that has ended. */
  forget(): void;
  call(target: string): void;
  answer(): void;
  reject(status: number): void;
  hangUp(): void;
  setHeld(isHeld: boolean): Promise<void>;
  refer(target: string): void;
  setMuted(isMuted: boolean): void;
  sendDtmf(tones: string, transport: "RFC2833" | "INFO"): void;
  stop(): void;
  listen(hz: number, forMs: number): Promise<ToneLevel>;
  /** The loudness of what arrives, look after look of 21 ms. */
  loudness(forMs: number): Promise<Loudness[]>;
  /** Follows a tone from now to the end of the call; `watched` tells what was heard of it so far. */
  watch(hz: number): Promise<void>;
  watched(): Promise<ToneRun>;
  stats(): Promise<CustomerStats>;
};
