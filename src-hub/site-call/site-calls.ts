import { cleanName } from "../../src-shared/domain/clean-name.ts";
import { treatmentWhenClosed } from "../../src-shared/domain/distribution/queue-rules.ts";
import { isOpen } from "../../src-shared/domain/interaction.ts";
import { keptVisit } from "../../src-shared/domain/site-visit.ts";
import type { QueueId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { PageVisit } from "../../src-shared/site-chat/entries.ts";
import type { SiteCallTicket } from "../../src-shared/site-chat/site-call.ts";
import type { SiteRefusalCode } from "../../src-shared/site-chat/site-chat-limits.ts";
import type { SiteSettings } from "../../src-shared/site-chat/site-settings.ts";
import type { Directory } from "../accounts/directory.ts";
import type { SiteLimits } from "../channels/site/site-limits.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { EventLog } from "../log/event-log.ts";
import { siteChatLog } from "../log.ts";
import type { ArrivedFrom, Telephony } from "../telephony/telephony.ts";
import { readConversationOfChannel } from "../text/conversation-store.ts";
import { GUEST_NUMBER, newGuest } from "./guest.ts";
import { type IceSettings, iceServersFor } from "./ice-servers.ts";
import { isSameClient } from "./same-client.ts";
import { dropOldTickets, saveTicket, type Ticket, takeTicket } from "./ticket-store.ts";

/** Enough for a question about the microphone and a slow link; too short to be sold. */
const TICKET_LIVES_MS = 60_000;

export type SiteCallsNeeds = {
  readonly db: HubDatabase;
  readonly log: EventLog;
  readonly directory: Directory;
  readonly telephony: Telephony;
  readonly clock: HubClock;
  readonly sip: { readonly domain: string; readonly path: string; readonly server: string | null };
  readonly secretOf: (user: string) => string;
  /** What finds a way for the sound; null: the two sides reach each other as they are. */
  readonly ice: IceSettings | null;
};

/** Who asks for a call, as the HTTP of the site chat knows them. */
export type SiteCaller = {
  readonly settings: SiteSettings;
  readonly visitorId: string;
  readonly name: string | null;
  readonly origin: string;
  readonly address: string;
  readonly page: PageVisit;
};

type IssueRefusal = Extract<
  SiteRefusalCode,
  "calls-off" | "calls-unavailable" | "queue-closed" | "already-calling" | "too-many-calls"
>;

/** «Позвонить с сайта»: gives visitors the right to one call each, and knows it again when the call arrives. */
export class SiteCalls {
  readonly #needs: SiteCallsNeeds;

  constructor(needs: SiteCallsNeeds) {
    this.#needs = needs;
  }

  /** Whether a call into the queue would be taken now. */
  takesCalls(queueId: QueueId): boolean {
    const { directory, clock } = this.#needs;
    const queue = directory.queue(queueId);
    return this.#isCarried && queue !== undefined && treatmentWhenClosed(queue.rules, clock.nowMs()) === null;
  }

  /** The right to one call now, or why not. */
  async issue(caller: SiteCaller, limits: SiteLimits): Promise<Result<SiteCallTicket, IssueRefusal>> {
    const { db, clock, ice, sip, telephony, secretOf } = this.#needs;
    const { settings, visitorId, address } = caller;
    if (!settings.hasCall) return refused("calls-off");
    if (!(limits.take("call", visitorId) && limits.take("addressCall", address)))
      return refused("too-many-calls", "later");
    if (!this.#isCarried) return refused("calls-unavailable", "later");
    if (!this.takesCalls(settings.queueId)) return refused("queue-closed", "later");
    if (this.#isCalling(settings.key, addressOf(visitorId))) return refused("already-calling", "later");
    const nowMs = clock.nowMs();
    const user = newGuest(nowMs + TICKET_LIVES_MS);
    await dropOldTickets(db, nowMs);
    await saveTicket(db, user, await this.#ticketOf(caller), nowMs + TICKET_LIVES_MS);
    if (!(await telephony.admitGuest?.(user, TICKET_LIVES_MS))) return refused("calls-unavailable", "later");
    const iceServers = ice ? [...iceServersFor(ice, user, nowMs)] : [];
    const ticket = { user, password: secretOf(user), number: GUEST_NUMBER, forMs: TICKET_LIVES_MS, ...sip };
    return accepted(iceServers.length > 0 ? { ...ticket, iceServers } : ticket);
  }

  /** What a guest's call that arrived was allowed for; null: nothing, and it is refused. Each ticket is good once. */
  async claim(user: string, dialled: string, from: ArrivedFrom | undefined): Promise<Ticket | null> {
    const ticket = await takeTicket(this.#needs.db, user, this.#needs.clock.nowMs());
    const isCalling = ticket !== null && this.#isCalling(ticket.siteKey, ticket.customer.address);
    const reason = isCalling ? "a call already" : refusalOf(ticket, dialled, from);
    if (reason === null) return ticket;
    siteChatLog.info({ reason }, "a call from a site is refused");
    return null;
  }

  get #isCarried(): boolean {
    const { telephony } = this.#needs;
    return telephony.admitGuest !== undefined && (telephony.isUp?.() ?? true);
  }

  /** One call of a visitor at a time. */
  #isCalling(siteKey: string, address: string): boolean {
    return this.#needs.log
      .unclosed()
      .some(
        (one) =>
          one.channel === "site-call" && one.dialled === siteKey && one.customer.address === address && isOpen(one),
      );
  }

  async #ticketOf({ settings, visitorId, name, origin, address, page }: SiteCaller): Promise<Ticket> {
    const { key, queueId } = settings;
    const chat = { channel: "chat", account: key, externalId: visitorId };
    const conversation = await readConversationOfChannel(this.#needs.db, chat);
    const customer = {
      address: addressOf(visitorId),
      name: cleanName(name ?? "") || (conversation?.customer.name ?? null),
    };
    const conversationId = conversation && { conversationId: conversation.conversationId };
    const visit = keptVisit({ ...page, site: settings.name, ...conversationId });
    return { siteKey: key, queueId, customer, visit, origin, address };
  }
}

/** The visitor's address in the chat: who calls and who writes is one customer. */
function addressOf(visitorId: string): string {
  return `chat:${visitorId}`;
}

function refusalOf(ticket: Ticket | null, dialled: string, from: ArrivedFrom | undefined): string | null {
  if (!ticket) return "no ticket";
  if (dialled !== GUEST_NUMBER) return "another number";
  // A PBX elsewhere says neither: there the one-time password stands alone.
  if (from && from.origin !== ticket.origin) return "another origin";
  return from && !isSameClient(from.address, ticket.address) ? "another address" : null;
}
