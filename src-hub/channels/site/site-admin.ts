import { randomBytes } from "node:crypto";
import type { NewEvent } from "../../../src-shared/events/log-event.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import { SiteKey, type SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import type { Directory } from "../../accounts/directory.ts";
import type { HubDatabase } from "../../db/schema.ts";
import { SerialQueue } from "../../log/serial-queue.ts";
import type { HubService } from "../../service/hub-service.ts";
import type { SiteChat } from "./site-chat.ts";
import { readSites, removeSite, saveSite } from "./site-store.ts";

export type SiteAdminNeeds = {
  readonly db: HubDatabase;
  readonly directory: Directory;
  readonly service: HubService;
  /** Null: this hub serves no sites until its next start. */
  readonly siteChat: SiteChat | null;
};

type Refused = "unknown-site" | "site-exists" | "unknown-queue";

/** A site as an administrator sees it; `isServed`: its chat works now, not only after the next start. */
export type AdministeredSite = { readonly settings: SiteSettings; readonly isServed: boolean };

/** Sites that have the chat, while the hub runs. Every change is a fact of the log, with its row in one transaction. */
export class SiteAdmin {
  readonly #needs: SiteAdminNeeds;
  /** One change after another: of two that make the same site the second must see the first. */
  readonly #turns = new SerialQueue();

  constructor(needs: SiteAdminNeeds) {
    this.#needs = needs;
  }

  async list(): Promise<readonly AdministeredSite[]> {
    return (await readSites(this.#needs.db)).map((settings) => this.#seen(settings));
  }

  async site(key: string): Promise<AdministeredSite | null> {
    return (await this.list()).find(({ settings }) => settings.key === key) ?? null;
  }

  /** Without a key one is made. */
  async create(
    actor: string,
    { key, ...rest }: Omit<SiteSettings, "key"> & { readonly key?: SiteKey | undefined },
  ): Promise<Result<AdministeredSite, Refused>> {
    const settings = { ...rest, key: key ?? SiteKey.parse(randomBytes(12).toString("base64url")) };
    return this.#turns.run(async () => {
      if (await this.site(settings.key)) return refused("site-exists");
      return this.#put(actor, settings, "created");
    });
  }

  /** As a whole; open pages show the new look when they are loaded again, who may load it counts at once. */
  async change(actor: string, settings: SiteSettings): Promise<Result<AdministeredSite, Refused>> {
    return this.#turns.run(async () => {
      if (!(await this.site(settings.key))) return refused("unknown-site");
      return this.#put(actor, settings, "changed");
    });
  }

  /** Its widgets are sent away; what was written stays, and what is on its way to its visitors waits in their mailboxes. */
  async remove(actor: string, key: string): Promise<Result<null, Refused>> {
    const { service, siteChat } = this.#needs;
    return this.#turns.run(async () => {
      const known = await this.site(key);
      if (!known) return refused("unknown-site");
      const removed = changedEvent(actor, known.settings, "removed");
      await service.note([removed], (transaction) => removeSite(transaction, key));
      siteChat?.removeSite(key);
      return accepted(null);
    });
  }

  async #put(
    actor: string,
    settings: SiteSettings,
    change: "created" | "changed",
  ): Promise<Result<AdministeredSite, Refused>> {
    const { directory, service, siteChat } = this.#needs;
    if (!directory.queue(settings.queueId)) return refused("unknown-queue");
    await service.note([changedEvent(actor, settings, change)], (transaction) => saveSite(transaction, settings));
    const binding = siteChat?.putSite(settings);
    if (binding) await service.serveChannel(binding);
    return accepted(this.#seen(settings));
  }

  #seen(settings: SiteSettings): AdministeredSite {
    return { settings, isServed: this.#needs.siteChat?.desk.site(settings.key) !== undefined };
  }
}

function changedEvent(
  actor: string,
  { key, name, queueId }: SiteSettings,
  change: "created" | "changed" | "removed",
): NewEvent {
  return { type: "channel.site-changed", actor, payload: { siteKey: key, name, queueId, change } };
}
