import type { HubClock } from "../../clock.ts";
import type { TelephonyCallId, TelephonyEvent } from "../telephony.ts";
import type { Consultation } from "./attended-transfer.ts";
import type { KeptTalk } from "./kept-talks.ts";
import type { ByeReason } from "./leg.ts";
import type { ExchangeLimits } from "./limits.ts";
import type { Registrar } from "./registrar.ts";
import type { DialogName } from "./replaces.ts";

export type CallEnvironment = {
  readonly domain: string;
  readonly clock: Pick<HubClock, "nowMs" | "after">;
  readonly limits: ExchangeLimits;
  readonly registrar: Registrar;
  readonly emit: (event: TelephonyEvent) => void;
  readonly onOver: (callId: TelephonyCallId) => void;
  /** The talk whose side towards the exchange is this dialog. */
  readonly findConsultation: (dialog: DialogName) => Consultation | null;
  /** The talk began, or its sides are others: what is kept of it is renewed. */
  readonly keep: (talk: KeptTalk) => void;
};

/** Why a talk ends, as its phones are told. */
export const BYE = {
  hungUp: { cause: 200, text: "Hung up" },
  flowLost: { cause: 503, text: "Flow lost" },
  notAnswering: { cause: 408, text: "Not answering" },
  byExchange: { cause: 200, text: "Ended by the exchange" },
  transferred: { cause: 200, text: "Transferred" },
} as const satisfies Readonly<Record<string, ByeReason>>;
