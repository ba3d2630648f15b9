import type { PageVisit, SiteEntry } from "../../../src-shared/site-chat/entries.ts";
import { HISTORY_PAGE } from "../../../src-shared/site-chat/site-chat-limits.ts";
import type { HubClock } from "../../clock.ts";
import type { HubDatabase } from "../../db/schema.ts";
import {
  changeVisitor,
  insertEntry,
  type NewEntry,
  readEntriesAfter,
  readEntriesBefore,
  readEntryNumber,
  readLastNumber,
  readOperatorEntryId,
  readUntoldEntry,
  readVisitor,
  saveVisitor,
  type UntoldEntry,
  type VisitorRow,
} from "./mailbox-store.ts";

/** A widget that was away for longer than this gets the newest page instead of all it missed. */
const MOST_AT_ONCE = 5 * HISTORY_PAGE;

export type MailboxNeeds = { readonly db: HubDatabase; readonly clock: HubClock };

/** What a hello is answered with. */
export type Catchup = { readonly isWhole: boolean; readonly hasOlder: boolean; readonly entries: readonly SiteEntry[] };

/**
 * The durable side of one visitor's conversation: entries 1, 2, 3 … without a gap, each of them once. Its owner calls
 * one thing after another; a visitor who never wrote leaves no row.
 */
export class Mailbox {
  readonly visitorId: string;
  readonly #siteKey: string;
  readonly #needs: MailboxNeeds;
  #row: VisitorRow | null = null;
  #isLoaded = false;
  #language: string | null = null;

  constructor(visitorId: string, siteKey: string, needs: MailboxNeeds) {
    this.visitorId = visitorId;
    this.#siteKey = siteKey;
    this.#needs = needs;
  }

  /** What the visitor reads; kept with their first word. */
  speaks(language: string): void {
    this.#language = language;
  }

  async load(): Promise<void> {
    if (this.#isLoaded) return;
    const row = await readVisitor(this.#needs.db, this.visitorId);
    // A hub before could count its entries twice over, and leave a number behind that is taken.
    this.#row = row && { ...row, last_n: Math.max(row.last_n, await readLastNumber(this.#needs.db, this.visitorId)) };
    this.#isLoaded = true;
  }

  /** As stored; zeros for who never wrote. */
  get row(): VisitorRow {
    return this.#row ?? this.#newRow();
  }

  /** The number the entry has; `entry` only when it is new. `change` goes into the same transaction. */
  async append(added: NewEntry, change: Partial<VisitorRow> = {}): Promise<{ n: number; entry: SiteEntry | null }> {
    const { db, clock } = this.#needs;
    const known = this.#row && (await readEntryNumber(db, this.visitorId, added.entryId));
    if (known) return { n: known, entry: null };
    const n = this.row.last_n + 1;
    const entry = added.make(n, clock.nowMs());
    const row = { ...this.row, ...change, last_n: n };
    await db.transaction().execute(async (transaction) => {
      await saveVisitor(transaction, row);
      await insertEntry(transaction, this.visitorId, added, entry);
    });
    this.#row = row;
    return { n, entry };
  }

  /** Whether an entry was taken before. */
  async numberOf(entryId: string): Promise<number | null> {
    return this.#row && readEntryNumber(this.#needs.db, this.visitorId, entryId);
  }

  /** Keeps marks and the like; a visitor who never wrote keeps none. */
  async change(change: Partial<VisitorRow>): Promise<void> {
    if (!this.#row) return;
    await changeVisitor(this.#needs.db, this.visitorId, change);
    this.#row = { ...this.#row, ...change };
  }

  /** What follows a number the widget holds; a number that never was means that it knows another conversation. */
  async catchUp(after: number): Promise<Catchup> {
    const { db } = this.#needs;
    const { last_n: last } = this.row;
    const isWhole = after > 0 && after <= last && last - after <= MOST_AT_ONCE;
    const entries = isWhole
      ? await readEntriesAfter(db, this.visitorId, after, MOST_AT_ONCE)
      : await readEntriesBefore(db, this.visitorId, last + 1, HISTORY_PAGE);
    return { isWhole, hasOlder: !isWhole && (entries[0]?.n ?? 1) > 1, entries };
  }

  async before(n: number): Promise<{ readonly entries: readonly SiteEntry[]; readonly hasOlder: boolean }> {
    const entries = await readEntriesBefore(this.#needs.db, this.visitorId, n, HISTORY_PAGE);
    return { entries, hasOlder: (entries[0]?.n ?? 1) > 1 };
  }

  /** The first entry the hub's intake has not got. */
  untold(): Promise<UntoldEntry | null> {
    return readUntoldEntry(this.#needs.db, this.visitorId, this.row.told_n);
  }

  /** The id of the operator's last message up to a number. */
  operatorEntryId(upto: number): Promise<string | null> {
    return readOperatorEntryId(this.#needs.db, this.visitorId, upto);
  }

  #newRow(): VisitorRow {
    const page: PageVisit = { url: "", title: "", referrer: "", utm: {} };
    return {
      visitor_id: this.visitorId,
      site_key: this.#siteKey,
      created_at_ms: this.#needs.clock.nowMs(),
      last_n: 0,
      told_n: 0,
      delivered_n: 0,
      read_n: 0,
      have_n: 0,
      seen_n: 0,
      may_rate: 0,
      name: "",
      page: JSON.stringify(page),
      language: this.#language,
    };
  }
}
