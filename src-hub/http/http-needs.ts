import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Directory } from "../accounts/directory.ts";
import type { SiteChat } from "../channels/site/site-chat.ts";
import type { HubClock } from "../clock.ts";
import type { NodeState } from "../cluster/node-state.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { EventLog } from "../log/event-log.ts";
import type { People } from "../people/people.ts";
import type { HubService } from "../service/hub-service.ts";
import type { SiteCalls } from "../site-call/site-calls.ts";
import type { Telephony } from "../telephony/telephony.ts";
import type { HubLife } from "./hub-life.ts";

/** How the hub's HTTP is set up; `LOCAL_HTTP` for the hub inside the desktop. */
export type HttpSettings = {
  /** Addresses or networks of proxies whose X-Forwarded-For is believed; empty: none. */
  readonly trustedProxies: readonly string[];
  /** A bearer token for /metrics; null: only this machine may read them. */
  readonly metricsToken: string | null;
  /** Where the outside world reaches this hub, without a slash at the end; null: as it was asked. */
  readonly publicUrl: string | null;
  /** Where copies of the SQLite file go; absent: none are made. */
  readonly backupFolder?: string;
};

export const LOCAL_HTTP: HttpSettings = { trustedProxies: [], metricsToken: null, publicUrl: null };

/** What routes may use of the hub. */
export type HttpNeeds = {
  readonly settings: HttpSettings;
  readonly db: HubDatabase;
  readonly log: EventLog;
  readonly service: HubService;
  readonly directory: Directory;
  readonly telephony: Telephony;
  /** How many desktops are linked here. */
  readonly link: { readonly linkedCount: number };
  /** One of several nodes; absent: the hub is one process. */
  readonly node?: NodeState;
  readonly clock: HubClock;
  readonly life: HubLife;
  /** The chats of company sites; null: this hub serves none. */
  readonly siteChat: SiteChat | null;
  /** Calls from those sites; null: there are none. */
  readonly siteCalls: SiteCalls | null;
  /** Where the build left the widget of the site chat; null: it is not built. */
  readonly widgetFolder: string | null;
  /** Sign-in, sessions and administration; loaded on the first call. */
  readonly people: () => Promise<People>;
};

/** The app as a route sees it: schemas are zod. */
export type HubApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression<RawServerDefault>,
  RawReplyDefaultExpression<RawServerDefault>,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** One file of `routes/`: adds its routes to an app of its own (hooks and parsers stay inside). */
export type HubRoutes = (app: HubApp, needs: HttpNeeds) => void | Promise<void>;
