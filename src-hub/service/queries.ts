import { hasRight } from "../../src-shared/domain/rights.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import {
  LinkQueries,
  type LinkQuery,
  type LinkQueryInput,
  type LinkQueryName,
  type LinkQueryOutput,
  type QueryReply,
} from "../../src-shared/link/link-queries.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { ReadDb } from "../db/schema.ts";
import type { TextDesk } from "../text/text-desk.ts";
import type { CustomerData } from "./customer-data.ts";
import { readFairnessReport } from "./fairness-reader.ts";

type Answer<N extends LinkQueryName> = Result<LinkQueryOutput<N>, (typeof LinkQueries)[N]["errors"][number]>;

/** A total map: a missing handler, or an undeclared code, does not compile. */
type QueryHandlers = {
  readonly [N in LinkQueryName]: (operatorId: OperatorId, input: LinkQueryInput<N>) => Promise<Answer<N>>;
};

export type QueryNeeds = { readonly directory: Directory; readonly clock: HubClock; readonly db: ReadDb };

/** Answers what desktops ask without changing the log. It waits for no job: what is read is committed. */
export class Queries {
  readonly #directory: Directory;
  readonly #handlers: QueryHandlers;

  constructor({ directory, clock, db }: QueryNeeds, text: TextDesk, customerData: CustomerData) {
    this.#directory = directory;
    this.#handlers = {
      "conversation.read": async (operatorId, input) => {
        const page = await text.reader.page(operatorId, input);
        return page ? accepted(page) : refused("unknown-conversation");
      },
      "fairness.read": async (operatorId, period) => {
        const role = directory.roleOf(operatorId) ?? "operator";
        return accepted(await readFairnessReport(db, { operatorId, role }, period));
      },
      "file.link": async (operatorId, { attachmentId }) => {
        const file = await text.files.file(attachmentId);
        const { links } = text.files;
        const isSeen = file && (await text.reader.maySee(operatorId, file.conversationId));
        return isSeen && links
          ? accepted({ path: links.path("get", attachmentId, clock.nowMs()) })
          : refused("unknown-file");
      },
      "file.announce": async (operatorId, input) => {
        const conversation = await text.writer.owned(operatorId, input.conversationId);
        const { links } = text.files;
        if (!conversation || !links) return refused("unknown-conversation");
        const announced = await text.files.announce(conversation, input);
        if (!announced.ok) return announced;
        const attachmentId = announced.value;
        return accepted({ attachmentId, path: links.path("put", attachmentId, clock.nowMs()) });
      },
      "customer.export": (_operatorId, { addresses }) => customerData.read(addresses),
      "conversation.typing": async (operatorId, { conversationId }) =>
        (await text.writer.showTyping(operatorId, conversationId)) ? accepted(null) : refused("unknown-conversation"),
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
