import type { AttachmentId } from "../../src-shared/ids.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import { type Removal, readRemovals, settleRemoval } from "../log/removal-store.ts";
import { hubLog } from "../log.ts";

const AT_ONCE = 50;
const TRY_AGAIN_MS = 60_000;

export type RemovalNeeds = {
  readonly db: HubDatabase;
  readonly clock: HubClock;
  readonly removeFile: (attachmentId: AttachmentId) => Promise<void>;
  /** Null: what carries the calls cannot; the name is kept until a hub starts that can. */
  readonly removeRecording: ((name: string) => Promise<void>) | null;
  readonly onFault: (error: unknown) => void;
};

/**
 * Removes what lies outside the database after the database forgot it. The list is in the database, written together
 * with the forgetting, so that a crash or a PBX that is down leaves nothing behind.
 */
export class Removals {
  readonly #needs: RemovalNeeds;
  #stopTimer: () => void = () => undefined;
  #running: Promise<void> | null = null;
  #isAskedAgain = false;
  #isStopped = false;

  constructor(needs: RemovalNeeds) {
    this.#needs = needs;
  }

  /** Goes through the list; what cannot be removed now is tried again in a minute. Nobody waits for it. */
  carryOut(): void {
    if (this.#isStopped) return;
    this.#isAskedAgain = this.#running !== null;
    this.#running ??= this.#goThrough()
      .catch(this.#needs.onFault)
      .finally(() => {
        this.#running = null;
        if (this.#isAskedAgain) this.carryOut();
      });
  }

  /** Settles when everything that can be removed now is gone. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopTimer();
    await this.#running;
  }

  async #goThrough(): Promise<void> {
    const failed = new Set<string>();
    for (;;) {
      const listed = await readRemovals(this.#needs.db, AT_ONCE + failed.size);
      const next = listed.filter((removal) => !failed.has(keyOf(removal)) && this.#can(removal));
      if (this.#isStopped || next.length === 0) break;
      for (const removal of next) if (!(await this.#remove(removal))) failed.add(keyOf(removal));
    }
    this.#stopTimer();
    if (failed.size > 0 && !this.#isStopped)
      this.#stopTimer = this.#needs.clock.after(TRY_AGAIN_MS, () => this.carryOut());
  }

  #can({ kind }: Removal): boolean {
    return kind === "file" || this.#needs.removeRecording !== null;
  }

  async #remove(removal: Removal): Promise<boolean> {
    const { db, removeFile, removeRecording } = this.#needs;
    try {
      if (removal.kind === "file") await removeFile(removal.ref as AttachmentId);
      else await removeRecording?.(removal.ref);
      await settleRemoval(db, removal);
      return true;
    } catch (error) {
      hubLog.warn({ kind: removal.kind, error }, "something erased could not be removed yet");
      return false;
    }
  }
}

function keyOf({ kind, ref }: Removal): string {
  return `${kind} ${ref}`;
}
