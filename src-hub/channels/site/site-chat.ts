import { randomBytes } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import { TextChannelSettings } from "../../../src-shared/domain/text-channel-settings.ts";
import type { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import type { HubClock } from "../../clock.ts";
import type { HubDatabase } from "../../db/schema.ts";
import type { EventLog } from "../../log/event-log.ts";
import { readMeta, writeMeta } from "../../log/meta-store.ts";
import type { HubService } from "../../service/hub-service.ts";
import type { ChannelBinding } from "../../text/text-needs.ts";
import { siteCallBacks } from "./site-call-backs.ts";
import { SiteChannel } from "./site-channel.ts";
import type { ContactListener, SiteContacts } from "./site-contacts.ts";
import { SiteDesk } from "./site-desk.ts";
import type { DeskNeeds } from "./site-run.ts";
import { SiteServer } from "./site-server.ts";
import { readSites, saveSite } from "./site-store.ts";
import { VisitorTokens } from "./visitor-token.ts";

export type SiteChatNeeds = {
  readonly db: HubDatabase;
  readonly clock: HubClock;
  readonly contacts: SiteContacts;
  readonly callOf?: DeskNeeds["callOf"];
  readonly onFault: (error: unknown) => void;
};

/** The chats of all sites: their channels for the hub, their socket for the widgets. */
export class SiteChat {
  readonly desk: SiteDesk;
  readonly #channels: SiteChannel[];
  /** What the hub's queue tells of a visitor's contact. */
  readonly listener: ContactListener;
  readonly #staffed = new Map<string, boolean>();
  readonly #onFault: (error: unknown) => void;
  #server: SiteServer | null = null;
  #stopCallBacks = () => {};

  private constructor(desk: SiteDesk, sites: readonly SiteSettings[], onFault: (error: unknown) => void) {
    this.desk = desk;
    this.#onFault = onFault;
    this.#channels = sites.map((settings) => new SiteChannel(settings, desk));
    for (const channel of this.#channels) desk.addSite(channel);
    this.listener = {
      changed: (siteKey, visitorId) => {
        desk.openRoom(siteKey, visitorId)?.contactChanged().catch(onFault);
      },
      staffChanged: () => {
        for (const channel of this.#channels) this.#tellStaffing(channel, onFault);
      },
      noted: (siteKey, visitorId, note) => {
        const site = desk.site(siteKey);
        if (site) desk.room(site, visitorId).note(note).catch(onFault);
      },
    };
  }

  /** How the hub's text desk serves each site. */
  get bindings(): readonly ChannelBinding[] {
    return this.#channels.map((channel) => bindingOf(channel));
  }

  /** Whether any site has the chat. */
  get hasSites(): boolean {
    return this.#channels.length > 0;
  }

  /** A site has the chat, or has it otherwise; answers with what the hub must begin to serve, null: it does already. */
  putSite(settings: SiteSettings): ChannelBinding | null {
    const known = this.#channels.find(({ account }) => account === settings.key);
    const channel = known ?? new SiteChannel(settings, this.desk);
    channel.change(settings);
    // Also one that was removed, and is back.
    this.desk.addSite(channel);
    if (known) {
      for (const room of this.desk.rooms())
        if (room.siteKey === settings.key) room.contactChanged().catch(this.#onFault);
      return null;
    }
    this.#channels.push(channel);
    return bindingOf(channel);
  }

  /** Its widgets are sent away, and told that there is no such site when they come back. */
  removeSite(key: string): void {
    this.desk.removeSite(key);
    this.#server?.sendAway(key);
  }

  /** Orders of call-backs go there from here on. */
  serveCallBacks(hub: { readonly service: HubService; readonly log: EventLog }): void {
    const callBacks = siteCallBacks(hub, (siteKey, visitorId) => this.listener.changed(siteKey, visitorId));
    this.desk.callBacks = callBacks;
    this.#stopCallBacks = callBacks.stop;
  }

  /** `given` replaces what is stored of the same keys. */
  static async open(needs: SiteChatNeeds, given: readonly SiteSettings[] = []): Promise<SiteChat> {
    const { db } = needs;
    for (const settings of given) await saveSite(db, settings);
    const tokens = new VisitorTokens(await readSecrets(db));
    const desk = new SiteDesk({ ...needs, tokens });
    return new SiteChat(desk, await readSites(db), needs.onFault);
  }

  /** Says it to the tabs that are open when it is another than it was. */
  #tellStaffing(channel: SiteChannel, onFault: (error: unknown) => void): void {
    const { isStaffed } = this.desk.staffing(channel.settings);
    if (this.#staffed.get(channel.account) === isStaffed) return;
    this.#staffed.set(channel.account, isStaffed);
    for (const room of this.desk.rooms()) if (room.siteKey === channel.account) room.contactChanged().catch(onFault);
  }

  /** Begins to take widgets in. */
  serve(http: Server, addressOf: (request: IncomingMessage) => string): void {
    this.#server = new SiteServer({ http, desk: this.desk, addressOf });
  }

  /** Sends the widgets away and lets none in: what they write is kept in their pages until they come to a hub that serves. */
  drain(): void {
    this.#server?.drain();
  }

  /** Sends the widgets away; what was acknowledged is safe. */
  async stop(): Promise<void> {
    this.#server?.stop();
    this.#stopCallBacks();
    for (const room of this.desk.rooms()) await room.idle();
  }
}

/** Its settings are the site's as they stand when they are asked for. */
function bindingOf(channel: SiteChannel): ChannelBinding {
  return {
    channel,
    get settings() {
      return TextChannelSettings.parse({ queueId: channel.settings.queueId });
    },
  };
}

/** The secrets that sign visitors' tokens, the current one first; made with the database. */
async function readSecrets(db: HubDatabase): Promise<[string, ...string[]]> {
  const [current, ...previous] = (await readMeta(db, "site-chat-secrets"))?.split(" ") ?? [];
  if (current) return [current, ...previous];
  const made = randomBytes(32).toString("base64url");
  await writeMeta(db, "site-chat-secrets", made);
  return [made];
}
