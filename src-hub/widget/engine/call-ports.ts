import type { SiteCallTicket } from "../../../src-shared/site-chat/site-call.ts";
import type { SiteRefusalCode } from "../../../src-shared/site-chat/site-chat-limits.ts";

/** The visitor's microphone while it is open; what it is made of, the browser's side knows. */
export interface Microphone {
  close(): void;
}

/** Why there is no microphone: the visitor or the page's policy says no, there is none, another program has it. */
export type MicrophoneFailure = "microphone-denied" | "microphone-missing" | "microphone-busy";

/** How the far side ended it, as the exchange says it: `refused` before anybody answered, `lost` when the link was. */
export type PhoneEnd = "over" | "refused" | "lost";

/** What one second of a talk was like. Level 0…1, loudest of the second. */
export type Sounding = { readonly ownLevel: number; readonly isHearing: boolean };

export type PhoneEvents = {
  /** Sound goes both ways: somebody answered, or music for those who wait. */
  readonly connected: () => void;
  readonly linkChanged: (isUp: boolean) => void;
  readonly sounded: (sounding: Sounding) => void;
  /** Nothing follows it. */
  readonly ended: (how: PhoneEnd) => void;
};

/** One call of the visitor's browser. */
export interface Phone {
  setMuted(isMuted: boolean): void;
  sendKey(key: string): void;
  /** Ends it, also before anybody answered; `ended` does not follow. */
  hangUp(): void;
}

/** The right to one call, and where to call. */
export type CallTicket = Pick<SiteCallTicket, "user" | "password" | "domain" | "number" | "iceServers"> & {
  /** Address of the WebSocket. */
  readonly server: string;
  /** The hub's own exchange: it answers when somebody does, and knows a caller again whose link was lost. */
  readonly isOwn: boolean;
};

export type TicketAnswer =
  | { readonly ok: true; readonly ticket: CallTicket }
  | { readonly ok: false; readonly code: SiteRefusalCode | "no-link" };

/** The browser as a call needs it. */
export interface CallPorts {
  openMicrophone(): Promise<Microphone | MicrophoneFailure>;
  askTicket(): Promise<TicketAnswer>;
  /** Loads what calls; null: the page's policy or the link did not let it through. */
  loadPhone(): Promise<StartPhone | null>;
}

export type StartPhone = (ticket: CallTicket, microphone: Microphone, events: PhoneEvents) => Phone;
