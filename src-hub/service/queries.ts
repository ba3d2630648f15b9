import { hasRight } from "../../src-shared/domain/rights.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import {
  LinkQueries,
  type LinkQuery,
  type LinkQueryInput,
  type LinkQueryName,
  type QueryReply,
} from "../../src-shared/link/link-queries.ts";
import { accepted, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { ReadDb } from "../db/schema.ts";
import { readInteraction } from "../log/event-store.ts";
import type { TextDesk } from "../text/text-desk.ts";
import type { Administration } from "./administration.ts";
import { conversationHandlers } from "./conversation-handlers.ts";
import { CustomerCards } from "./customer-cards.ts";
import { readFairnessReport } from "./fairness-reader.ts";
import { hadPart } from "./had-part.ts";
import type { QueryHandlers } from "./query-handlers.ts";

export type QueryNeeds = { readonly directory: Directory; readonly clock: HubClock; readonly db: ReadDb };

/** Answers what desktops ask without a command. It waits for no job: what is read is committed. */
export class Queries {
  readonly #directory: Directory;
  readonly #handlers: QueryHandlers;

  constructor({ directory, clock, db }: QueryNeeds, text: TextDesk, { customers, scripts }: Administration) {
    this.#directory = directory;
    const cards = new CustomerCards({ db, directory });
    this.#handlers = {
      "fairness.read": async (operatorId, period) => {
        const role = directory.roleOf(operatorId) ?? "operator";
        return accepted(await readFairnessReport(db, { operatorId, role }, period));
      },
      "customer.export": (operatorId, deed) => customers.export(operatorId, deed),
      "customer.card": (_operatorId, input) => cards.read(input),
      "script.graph": async (_operatorId, version) => {
        const graph = await scripts.library.graph(version);
        return graph ? accepted(graph) : refused("unknown-script");
      },
      "script.read-run": async (operatorId, { interactionId }) => {
        const known = await readInteraction(db, interactionId);
        if (!known || !hadPart(known, operatorId)) return refused("unknown-interaction");
        return accepted(await scripts.runs.ofInteraction(interactionId));
      },
      ...conversationHandlers(text, clock),
    };
  }

  async answer(operatorId: OperatorId, { name, input }: LinkQuery): Promise<QueryReply> {
    if (!isQueryName(name)) return refused("unknown-command");
    const role = this.#directory.roleOf(operatorId);
    if (!role || !hasRight(role, LinkQueries[name].right)) return refused("not-allowed");
    const parsed = LinkQueries[name].input.safeParse(input);
    return parsed.success ? this.#ask(name, operatorId, parsed.data) : refused("bad-input");
  }

  #ask<N extends LinkQueryName>(
    name: N,
    operatorId: OperatorId,
    input: LinkQueryInput<LinkQueryName>,
  ): Promise<QueryReply> {
    // The input was parsed by the schema of this very name.
    return this.#handlers[name](operatorId, input as LinkQueryInput<N>);
  }
}

function isQueryName(name: string): name is LinkQueryName {
  return Object.hasOwn(LinkQueries, name);
}
