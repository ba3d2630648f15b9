import type { SiteCallState } from "../../../src-shared/site-chat/site-call.ts";
import type { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import type { HubClock } from "../../clock.ts";
import type { HubDatabase } from "../../db/schema.ts";
import type { SiteContacts } from "./site-contacts.ts";
import type { VisitorTokens } from "./visitor-token.ts";

export type DeskNeeds = {
  readonly db: HubDatabase;
  readonly clock: HubClock;
  readonly tokens: VisitorTokens;
  readonly contacts: SiteContacts;
  /** How it stands with a visitor's call; absent: nobody calls. */
  readonly callOf?: (siteKey: string, visitorId: string) => SiteCallState | null;
  /** A bug or a broken machine. */
  readonly onFault: (error: unknown) => void;
};

/** One site's end towards the hub: what its rooms tell. */
export interface SiteRun {
  readonly settings: SiteSettings;
  /** Something waits for the hub's intake. */
  wakeTeller(visitorId: string): void;
  tellDelivery(visitorId: string, entryId: string, state: "delivered" | "read"): void;
  tellTyping(visitorId: string): void;
}
