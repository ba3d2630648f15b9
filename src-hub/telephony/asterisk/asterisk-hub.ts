import type { HubClock } from "../../clock.ts";
import type { AccountDirectory } from "../embedded/accounts.ts";
import type { ExchangeLog } from "../embedded/exchange-log.ts";
import type { AriSettings } from "./ari/ari-settings.ts";
import type { AsteriskPatience } from "./patience.ts";

/** What an administrator says of the Asterisk that carries the hub's calls. */
export type AsteriskHub = {
  readonly ari: AriSettings;
  /** Where desktops register: the ws: or wss: address of the PBX, as they reach it. */
  readonly phoneServer: string;
  /** What is dialled to reach a number outside, `{number}` in its place: `PJSIP/{number}@carrier`. Absent: nobody can call out. */
  readonly trunk?: string;
  /** What the customer is shown when an operator calls. */
  readonly callerNumber?: string;
  /** Every talk is recorded from its start; else those that somebody asks for. */
  readonly recordsAll?: boolean;
  /** Fields of the operators' PJSIP endpoints that differ from the usual ones (`PHONE_FIELDS`). */
  readonly phoneFields?: Readonly<Record<string, string>>;
  /** Where the PBX finds `assets/announcements`: a folder among its sounds, or a whole path; absent: `tandem`. */
  readonly sounds?: string;
  readonly patience?: Partial<AsteriskPatience>;
};

/** What the hub itself brings. */
export type AsteriskParts = {
  /** The digest realm of the operators' phones. */
  readonly domain: string;
  readonly accounts: AccountDirectory;
  /** The operators' SIP users now, whose accounts are put into the PBX. */
  readonly phones: () => readonly string[];
  /** Tells when they, their names or their passwords are others; answers what stops it. */
  readonly onTeamChanged?: (listener: () => void) => () => void;
  readonly log: ExchangeLog;
  readonly clock: HubClock;
};
