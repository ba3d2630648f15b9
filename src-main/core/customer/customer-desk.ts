import { channelKind } from "../../../src-shared/domain/channel.ts";
import { BLANK_PROFILE, type CustomerProfile, changedProfile } from "../../../src-shared/domain/customer-profile.ts";
import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import { isSameAddress } from "../../../src-shared/domain/phone-number.ts";
import type { OperatorId } from "../../../src-shared/ids.ts";
import type { CardContact, CardCursor, CustomerView, customerRequests } from "../../../src-shared/ipc/customer.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { LinkState, WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import type { CustomerCard, CustomerContact } from "../../../src-shared/link/customer-queries.ts";
import { LinkCommands } from "../../../src-shared/link/link-contract.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { type HistoryReader, historyRow } from "../history/history-row.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Clock } from "../ports/clock.ts";
import type { HubLink } from "../ports/hub-link.ts";
import type { Log } from "../ports/log.ts";
import type { MirrorStore } from "../ports/store.ts";
import type { HubKnowledge } from "../workplace/hub-knowledge.ts";

/** Who is on a call has seconds: after this long what this desktop keeps is shown instead. */
const ANSWER_WITHIN_MS = 3_000;
const CONTACTS_A_PAGE = 50;

export type CustomerDeskParts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly link: Pick<HubLink, "ask">;
  readonly mirror: Pick<MirrorStore, "history" | "note" | "interaction">;
  readonly outbox: Pick<Outbox, "add" | "pending">;
  readonly hub: Pick<HubKnowledge, "self" | "toLocal" | "toHub"> & Pick<HistoryReader, "queueName" | "operator">;
  readonly linkState: () => LinkState;
  readonly reader: (self: OperatorId) => HistoryReader;
};

/** The cards of customers: the hub's answer, and without it what this desktop keeps of the operator's own contacts. */
export class CustomerDesk {
  readonly handlers: Pick<Handlers<WorkplaceContract>, keyof typeof customerRequests>;
  readonly #parts: CustomerDeskParts;

  constructor(parts: CustomerDeskParts) {
    this.#parts = parts;
    this.handlers = {
      "customer.get": ({ address, before }) => this.#get(address, before),
      "customer.describe": (described) => {
        const kept = parts.outbox.add("customer.describe", described);
        return kept.ok ? accepted({}) : kept;
      },
    };
  }

  async #get(address: string, before: CardCursor | null) {
    const { clock, link, linkState, log } = this.#parts;
    const late = new Promise<null>((resolve) => clock.after(ANSWER_WITHIN_MS, () => resolve(null)));
    const asked = link.ask("customer.card", { address, before, limit: CONTACTS_A_PAGE });
    const answer = await Promise.race([asked, late]);
    if (answer?.ok) return accepted(this.#ofTeam(address, answer.value));
    // A colleague is no customer: what is kept here is all that is to be shown.
    const isWhole = answer?.code === "not-a-customer";
    const { dataAtMs, sinceMs } = linkState();
    try {
      return accepted(this.#own(address, before, isWhole ? null : (dataAtMs ?? sinceMs)));
    } catch (error) {
      log.error({ error }, "a customer's card could not be read");
      return refused("card-failed", "later");
    }
  }

  #ofTeam(address: string, { name, tags, notes, ...card }: CustomerCard): CustomerView {
    const { addresses, promisedCalls, contacts, nextBefore } = card;
    const { toLocal } = this.#parts.hub;
    return {
      ...this.#profile(address, { name, tags, notes: notes.toReversed() }),
      ...{ addresses, nextBefore, from: "team", staleSinceMs: null },
      promisedCalls: promisedCalls.map((call) => ({
        ...call,
        orderedAtMs: toLocal(call.orderedAtMs),
        dueAtMs: toLocal(call.dueAtMs),
      })),
      contacts: contacts.map((contact) => this.#contact(contact)),
    };
  }

  /** What was written here counts before the hub knows of it. */
  #profile(address: string, known: CustomerProfile): Pick<CustomerView, "name" | "tags" | "notes"> {
    const { hub, outbox, mirror } = this.#parts;
    const { self, operator, toLocal } = hub;
    let profile = known;
    for (const { name, input, madeAtMs } of outbox.pending()) {
      const described = name === "customer.describe" ? LinkCommands[name].input.safeParse(input).data : undefined;
      if (!described || self === null) continue;
      const about = mirror.interaction(described.interactionId)?.customer.address;
      if (about === undefined || !isSameAddress(about, address)) continue;
      profile = changedProfile(profile, described.change, { by: self, atMs: hub.toHub(madeAtMs) });
    }
    return {
      name: profile.name,
      tags: [...profile.tags],
      notes: profile.notes.toReversed().map(({ noteId, operatorId, atMs, text }) => ({
        ...{ noteId, text, atMs: toLocal(atMs), isOwn: operatorId === self },
        authorName: operator(operatorId)?.name ?? null,
      })),
    };
  }

  #contact(contact: CustomerContact): CardContact {
    const { interactionId, channel, direction, operatorId, queueId, result } = contact;
    const { acceptedAtMs, endedAtMs, createdAtMs, notes } = contact;
    const { operator, queueName, toLocal } = this.#parts.hub;
    const isTalk = acceptedAtMs !== null && endedAtMs !== null;
    return {
      ...{ interactionId, channel, direction, result, kind: channelKind(channel), atMs: toLocal(createdAtMs) },
      operatorName: operatorId && (operator(operatorId)?.name ?? null),
      queueName: queueId && queueName(queueId),
      talkMs: isTalk ? Math.max(0, Math.round(endedAtMs - acceptedAtMs)) : null,
      notes: notes.map((note) => ({ authorName: operator(note.operatorId)?.name ?? null, text: note.text })),
    };
  }

  #own(address: string, before: CardCursor | null, staleSinceMs: number | null): CustomerView {
    const { hub, mirror, reader } = this.#parts;
    const { self } = hub;
    const empty = {
      ...this.#profile(address, BLANK_PROFILE),
      addresses: [address],
      promisedCalls: [],
      from: "own" as const,
      staleSinceMs,
    };
    if (self === null) return { ...empty, contacts: [], nextBefore: null };
    const found = mirror.history({ before, limit: CONTACTS_A_PAGE + 1, customer: address, operatorId: self });
    const page = found.slice(0, CONTACTS_A_PAGE);
    const last = page.at(-1);
    const hasMore = found.length > CONTACTS_A_PAGE && last !== undefined;
    return {
      ...empty,
      name: empty.name ?? page.find(({ customer }) => customer.name !== null)?.customer.name ?? null,
      contacts: page.map((interaction) => this.#ownContact(interaction, self, reader(self))),
      nextBefore: hasMore ? { createdAtMs: last.createdAtMs, interactionId: last.interactionId } : null,
    };
  }

  #ownContact(interaction: Interaction, self: OperatorId, reader: HistoryReader): CardContact {
    const { interactionId, atMs, direction, operatorName, queueName, talkMs, result } = historyRow(interaction, reader);
    const { channel } = interaction;
    const note = this.#parts.mirror.note(interactionId, self);
    const { operator, toLocal } = this.#parts.hub;
    return {
      ...{ interactionId, channel, kind: channelKind(channel), direction, operatorName, queueName, talkMs, result },
      atMs: toLocal(atMs),
      notes: note ? [{ authorName: operator(self)?.name ?? null, text: note }] : [],
    };
  }
}
