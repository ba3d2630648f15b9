import { type BusinessHours, isOpenAt } from "../../../src-shared/domain/distribution/business-hours.ts";
import { callBackWindows, opensAt } from "../../../src-shared/site-chat/call-back-windows.ts";
import { parseColour } from "../../../src-shared/site-chat/contrast.ts";
import { SiteFile } from "../../../src-shared/site-chat/entries.ts";
import type { SiteFace, SiteStatus } from "../../../src-shared/site-chat/hub-frames.ts";
import type { SiteCallState } from "../../../src-shared/site-chat/site-call.ts";
import type { SiteCallBack } from "../../../src-shared/site-chat/site-call-back.ts";
import { BAN_MS } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { isOriginAllowed, type SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import { siteChatLog } from "../../log.ts";
import type { SiteCallBacks } from "./site-call-backs.ts";
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
  readonly #opens = new WeakMap<BusinessHours, number>();
  readonly #banned = new Set<string>();
  /** Where call-backs are ordered; null before the hub serves. */
  callBacks: SiteCallBacks | null = null;

  constructor(needs: DeskNeeds) {
    this.needs = needs;
    this.limits = new SiteLimits(needs.clock);
  }

  addSite(site: SiteRun): void {
    this.#sites.set(site.settings.key, site);
  }

  removeSite(key: string): void {
    this.#sites.delete(key);
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

  callBackOf(visitor: { readonly siteKey: string; readonly visitorId: string }): SiteCallBack | null {
    return this.callBacks?.stateOf(visitor) ?? null;
  }

  /** Forgets a room nobody is in; the next one starts from the database. */
  release(room: VisitorRoom): void {
    if (!room.isEmpty) return;
    const key = roomKey(room.siteKey, room.visitorId);
    if (this.#rooms.get(key) === room) this.#rooms.delete(key);
  }

  staffing({ queueId, hours, hasCall }: SiteSettings): Pick<SiteStatus, "isStaffed" | "opensAtMs" | "canCall"> {
    const { clock, contacts } = this.needs;
    const nowMs = clock.nowMs();
    const ofQueue = contacts.hoursOf(queueId);
    // Both have to be open: who is told when may come at the later of the two.
    const opens = [this.#opensAt(hours, nowMs), this.#opensAt(ofQueue, nowMs)].filter((atMs) => atMs !== null);
    const isOpen = isOpenAt(hours, nowMs) && isOpenAt(ofQueue, nowMs);
    const isStaffed = isOpen && contacts.isStaffed(queueId);
    const opensAtMs = opens.length > 0 ? Math.max(...opens) : null;
    return { isStaffed, opensAtMs, ...(hasCall && { canCall: isStaffed && contacts.takesCalls(queueId) }) };
  }

  callOf(siteKey: string, visitorId: string): SiteCallState | null {
    return this.needs.callOf?.(siteKey, visitorId) ?? null;
  }

  /** Found out once while it is closed: it costs a walk through the calendar, and everybody asks. */
  #opensAt(hours: BusinessHours | null, nowMs: number): number | null {
    if (hours === null || isOpenAt(hours, nowMs)) return null;
    const known = this.#opens.get(hours);
    if (known !== undefined && known > nowMs) return known;
    const atMs = opensAt(hours, nowMs);
    if (atMs !== null) this.#opens.set(hours, atMs);
    return atMs;
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
