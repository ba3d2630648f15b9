import { callBackWindows, opensAt } from "../../../src-shared/site-chat/call-back-windows.ts";
import { parseColour } from "../../../src-shared/site-chat/contrast.ts";
import { SiteFile } from "../../../src-shared/site-chat/entries.ts";
import type { SiteFace, SiteStatus } from "../../../src-shared/site-chat/hub-frames.ts";
import { BAN_MS } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { isOriginAllowed, type SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import { siteChatLog } from "../../log.ts";
import { SiteLimits } from "./site-limits.ts";
import type { DeskNeeds, SiteRun } from "./site-run.ts";
import { readFile } from "./site-store.ts";
import { type RoomDesk, VisitorRoom } from "./visitor-room.ts";

/** All sites and the visitors who are there. */
export class SiteDesk implements RoomDesk {
  readonly needs: DeskNeeds;
  readonly limits: SiteLimits;
  readonly #sites = new Map<string, SiteRun>();
  readonly #rooms = new Map<string, VisitorRoom>();
  readonly #banned = new Set<string>();

  constructor(needs: DeskNeeds) {
    this.needs = needs;
    this.limits = new SiteLimits(needs.clock);
  }

  addSite(site: SiteRun): void {
    this.#sites.set(site.settings.key, site);
  }

  site(key: string | null): SiteRun | undefined {
    return key === null ? undefined : this.#sites.get(key);
  }

  /** Whether a page of any site has this origin: what a browser asks before it sends anything. */
  isKnownOrigin(key: string | null, origin: string | undefined): boolean {
    const site = this.site(key);
    return site !== undefined && isOriginAllowed(site.settings, origin);
  }

  /** The one room of a visitor. */
  room(site: SiteRun, visitorId: string): VisitorRoom {
    const key = roomKey(site.settings.key, visitorId);
    const known = this.#rooms.get(key);
    if (known) return known;
    const room = new VisitorRoom(visitorId, site, this);
    this.#rooms.set(key, room);
    return room;
  }

  /** The visitor's room when somebody is there. */
  openRoom(siteKey: string, visitorId: string): VisitorRoom | undefined {
    return this.#rooms.get(roomKey(siteKey, visitorId));
  }

  rooms(): readonly VisitorRoom[] {
    return [...this.#rooms.values()];
  }

  /** A visitor who floods is not let in again for a while; others behind the same address are. */
  ban(visitorId: string): void {
    if (this.#banned.has(visitorId)) return;
    siteChatLog.warn({ visitorId }, "a visitor sends far too much and is kept out for a minute");
    this.#banned.add(visitorId);
    this.needs.clock.after(BAN_MS, () => this.#banned.delete(visitorId));
  }

  isBanned(visitorId: string): boolean {
    return this.#banned.has(visitorId);
  }

  /** Forgets a room nobody is in; the next one starts from the database. */
  release(room: VisitorRoom): void {
    if (!room.isEmpty) return;
    const key = roomKey(room.siteKey, room.visitorId);
    if (this.#rooms.get(key) === room) this.#rooms.delete(key);
  }

  staffing({ queueId, hours }: SiteSettings): Pick<SiteStatus, "isStaffed" | "opensAtMs"> {
    const opensAtMs = opensAt(hours, this.needs.clock.nowMs());
    return { isStaffed: opensAtMs === null && this.needs.contacts.isStaffed(queueId), opensAtMs };
  }

  faceOf(settings: SiteSettings, lang: "ru" | "en"): SiteFace {
    const { title, greeting, away, accent, hasFiles, hasRating, hasCallBack, privacyUrl, hours } = settings;
    return {
      title: title[lang] ?? null,
      greeting: greeting[lang] ?? null,
      away: away[lang] ?? null,
      accent: parseColour(accent),
      hasFiles,
      hasRating,
      privacyUrl,
      callBackWindows: hasCallBack ? [...callBackWindows(hours, this.needs.clock.nowMs())] : null,
    };
  }

  async fileOf(visitorId: string, fileId: string): Promise<SiteFile | null> {
    const file = await readFile(this.needs.db, visitorId, fileId);
    return file && SiteFile.parse({ fileId, name: file.name, type: file.type, size: file.size });
  }
}

function roomKey(siteKey: string, visitorId: string): string {
  return `${siteKey} ${visitorId}`;
}
