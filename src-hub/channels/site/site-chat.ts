import { randomBytes } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import { TextChannelSettings } from "../../../src-shared/domain/text-channel-settings.ts";
import type { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import type { HubClock } from "../../clock.ts";
import type { HubDatabase } from "../../db/schema.ts";
import { readMeta, writeMeta } from "../../log/meta-store.ts";
import type { ChannelBinding } from "../../text/text-needs.ts";
import { SiteChannel } from "./site-channel.ts";
import type { ContactListener, SiteContacts } from "./site-contacts.ts";
import { SiteDesk } from "./site-desk.ts";
import { SiteServer } from "./site-server.ts";
import { readSites, saveSite } from "./site-store.ts";
import { VisitorTokens } from "./visitor-token.ts";

export type SiteChatNeeds = {
  readonly db: HubDatabase;
  readonly clock: HubClock;
  readonly contacts: SiteContacts;
  readonly onFault: (error: unknown) => void;
};

/** The chats of all sites: their channels for the hub, their socket for the widgets. */
export class SiteChat {
  readonly desk: SiteDesk;
  readonly channels: readonly SiteChannel[];
  /** What the hub's queue tells of a visitor's contact. */
  readonly listener: ContactListener;
  readonly #staffed = new Map<string, boolean>();
  #server: SiteServer | null = null;

  private constructor(desk: SiteDesk, sites: readonly SiteSettings[], onFault: (error: unknown) => void) {
    this.desk = desk;
    this.channels = sites.map((settings) => new SiteChannel(settings, desk));
    for (const channel of this.channels) desk.addSite(channel);
    this.listener = {
      changed: (siteKey, visitorId) => {
        desk.openRoom(siteKey, visitorId)?.contactChanged().catch(onFault);
      },
      staffChanged: () => {
        for (const channel of this.channels) this.#tellStaffing(channel, onFault);
      },
      noted: (siteKey, visitorId, note) => {
        const site = desk.site(siteKey);
        if (site) desk.room(site, visitorId).note(note).catch(onFault);
      },
    };
  }

  /** How the hub's text desk serves each site. */
  get bindings(): readonly ChannelBinding[] {
    return this.channels.map((channel) => {
      const settings = TextChannelSettings.parse({ queueId: channel.settings.queueId });
      return { channel, settings };
    });
  }

  /** `given` replaces what is stored of the same keys. */
  static async open(needs: SiteChatNeeds, given: readonly SiteSettings[] = []): Promise<SiteChat> {
    const { db, clock, contacts, onFault } = needs;
    for (const settings of given) await saveSite(db, settings);
    const tokens = new VisitorTokens(await readSecrets(db));
    const desk = new SiteDesk({ db, clock, tokens, contacts, onFault });
    return new SiteChat(desk, await readSites(db), onFault);
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

  /** Sends the widgets away; what was acknowledged is safe. */
  async stop(): Promise<void> {
    this.#server?.stop();
    for (const room of this.desk.rooms()) await room.idle();
  }
}

/** The secrets that sign visitors' tokens, the current one first; made with the database. */
async function readSecrets(db: HubDatabase): Promise<[string, ...string[]]> {
  const [current, ...previous] = (await readMeta(db, "site-chat-secrets"))?.split(" ") ?? [];
  if (current) return [current, ...previous];
  const made = randomBytes(32).toString("base64url");
  await writeMeta(db, "site-chat-secrets", made);
  return [made];
}
