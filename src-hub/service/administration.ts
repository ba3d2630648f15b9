import type { AttachmentId } from "../../src-shared/ids.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { EventLog } from "../log/event-log.ts";
import { ScriptLibrary } from "../scripts/script-library.ts";
import { ScriptRuns } from "../scripts/script-runs.ts";
import { ScriptShelf } from "../scripts/script-shelf.ts";
import type { Telephony } from "../telephony/telephony.ts";
import type { FileFolder } from "../text/file-folder.ts";
import type { CallBook } from "./call-book.ts";
import { pruneReplies } from "./command-store.ts";
import { CustomerData } from "./customer-data.ts";
import { CustomerDesk } from "./customer-desk.ts";
import type { Journal } from "./journal.ts";
import type { PresenceDesk } from "./presence-desk.ts";
import { Removals } from "./removals.ts";
import { Retention } from "./retention.ts";
import { SupervisorDesk } from "./supervisor-desk.ts";

/** How long answers to commands are kept: longer than any desktop's outbox tries. */
const REPLIES_KEPT_MS = 24 * 3_600_000;
const PRUNE_EVERY_MS = 3_600_000;

export type AdministrationNeeds = {
  readonly db: HubDatabase;
  readonly log: EventLog;
  readonly clock: HubClock;
  readonly telephony: Telephony;
  readonly files?: FileFolder | null;
  readonly journal: Journal;
  readonly directory: Directory;
  readonly presenceDesk: PresenceDesk;
  readonly book: CallBook;
  /** In turn with everything else the service does. */
  readonly run: <Value>(job: () => Promise<Value>) => Promise<Value>;
  readonly onFault: (error: unknown) => void;
};

/** What those who look after the hub may do with its data: one customer's, and what is over its time; and what those who lead the team may. */
export class Administration {
  readonly customers: CustomerDesk;
  readonly retention: Retention;
  readonly supervisor: SupervisorDesk;
  readonly customerData: CustomerData;
  readonly scripts: { readonly shelf: ScriptShelf; readonly library: ScriptLibrary; readonly runs: ScriptRuns };
  readonly #removals: Removals;
  readonly #needs: AdministrationNeeds;
  #stopPruning: () => void = () => undefined;

  constructor(needs: AdministrationNeeds) {
    this.#needs = needs;
    const { db, log, clock, telephony, files, journal, run, onFault } = needs;
    const removeFile = async (id: AttachmentId) => files?.remove(id);
    const removeRecording = telephony.removeRecording?.bind(telephony) ?? null;
    this.#removals = new Removals({ db, clock, removeFile, removeRecording, onFault });
    const removals = this.#removals;
    this.customerData = new CustomerData({ db, log, clock, removals });
    this.customers = new CustomerDesk({ data: this.customerData, journal, run });
    this.supervisor = new SupervisorDesk(needs);
    const library = new ScriptLibrary(db);
    this.scripts = { shelf: new ScriptShelf(needs), library, runs: new ScriptRuns(db, library) };
    this.retention = new Retention({ db, log, clock, journal, removals, run, onFault });
  }

  /** Goes on with what a hub before could not remove, and with what is over its time. */
  start(): void {
    this.#removals.carryOut();
    this.retention.start();
    this.#prune();
  }

  async stop(): Promise<void> {
    this.#stopPruning();
    this.retention.stop();
    await this.#removals.stop();
  }

  #prune(): void {
    const { db, clock, run, onFault } = this.#needs;
    run(() => pruneReplies(db, clock.nowMs() - REPLIES_KEPT_MS)).catch(onFault);
    this.#stopPruning = clock.after(PRUNE_EVERY_MS, () => this.#prune());
  }
}
