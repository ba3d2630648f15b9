import type { CallBackBook } from "../../src-shared/domain/callback/call-back-book.ts";
import type { CallBackRule } from "../../src-shared/domain/callback/call-back-rule.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { ReadDb } from "../db/schema.ts";
import type { CallBook } from "../service/call-book.ts";
import type { Journal } from "../service/journal.ts";
import type { PresenceDesk } from "../service/presence-desk.ts";
import type { Telephony } from "../telephony/telephony.ts";

/** What call-backs need of the hub. `run`: one job after another, with everything else that happens. */
export type CallBackNeeds = {
  readonly db: ReadDb;
  readonly clock: HubClock;
  readonly directory: Directory;
  readonly telephony: Telephony;
  readonly journal: Journal;
  readonly calls: CallBook;
  readonly presenceDesk: PresenceDesk;
  readonly rule: CallBackRule;
  readonly run: (job: () => Promise<void>) => void;
};

/** The same, with the open orders. */
export type CallBackParts = CallBackNeeds & { readonly book: CallBackBook };
