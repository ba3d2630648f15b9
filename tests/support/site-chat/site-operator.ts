import { io, type Socket } from "socket.io-client";
import { foldInteraction, type Interaction, type InteractionEvent } from "../../../src-shared/domain/interaction.ts";
import { ConversationPage } from "../../../src-shared/link/conversation-queries.ts";
import { LINK_CONTRACT_VERSION, LINK_PATH, LinkFrame, LinkReply } from "../../../src-shared/link/link-contract.ts";
import { QueryReply } from "../../../src-shared/link/link-queries.ts";
import { until } from "../until.ts";

/** An operator of text at the link, as a desktop would be: takes what is offered, answers, closes. */
export class SiteOperator {
  readonly #socket: Socket;
  readonly #interactions = new Map<string, Interaction>();
  #commands = 0;

  constructor(hubUrl: string, login: string, secret: string) {
    this.#socket = io(hubUrl, {
      path: LINK_PATH,
      transports: ["websocket"],
      forceNew: true,
      auth: {
        contractVersion: LINK_CONTRACT_VERSION,
        login,
        secret,
        logId: null,
        lastSeq: 0,
        channels: ["voice", "text"],
      },
    });
    this.#socket.on("events", (raw: unknown, acknowledge: () => void) => {
      acknowledge();
      for (const event of LinkFrame.parse(raw).events) {
        if (!event.type.startsWith("interaction.")) continue;
        const interactionEvent = event as InteractionEvent;
        const { interactionId } = interactionEvent.payload;
        const after = foldInteraction(this.#interactions.get(interactionId), interactionEvent);
        if (after) this.#interactions.set(interactionId, after);
      }
    });
  }

  async goOnline(): Promise<void> {
    await until(() => this.#socket.connected, "the operator is linked");
    await this.command("operator.set-status", { status: "online" });
  }

  /** Takes what is offered next; answers its id. */
  async take(): Promise<string> {
    const offered = () => {
      for (const { interactionId, offers } of this.#interactions.values()) {
        const offer = offers.find(({ outcome }) => outcome === null);
        if (offer) return { interactionId, offerId: offer.offerId };
      }
      return null;
    };
    await until(() => offered() !== null, "a contact is offered");
    const found = offered();
    if (!found) throw new Error("nothing is offered");
    await this.command("interaction.accept-offer", found);
    return found.interactionId;
  }

  /** What the customer wrote in the conversation of a contact, in order. */
  async read(interactionId: string): Promise<readonly string[]> {
    const conversationId = this.#interactions.get(interactionId)?.conversationId;
    const query = { name: "conversation.read", input: { conversationId } };
    const raw: unknown = await this.#socket.timeout(5000).emitWithAck("query", query);
    const reply = QueryReply.parse(raw);
    if (!reply.ok) throw new Error(reply.code);
    const { messages } = ConversationPage.parse(reply.value);
    return messages.filter(({ from }) => from === "customer").map(({ text }) => text);
  }

  /** Sees all that stands in the conversation of a contact, and answers nothing. */
  async see(interactionId: string): Promise<void> {
    const conversationId = this.#interactions.get(interactionId)?.conversationId;
    await this.command("conversation.read-up-to", { conversationId, uptoSeq: Number.MAX_SAFE_INTEGER });
  }

  async say(interactionId: string, text: string): Promise<void> {
    this.#commands += 1;
    await this.command("message.send", { interactionId, messageId: `said-${Date.now()}-${this.#commands}`, text });
  }

  async command(name: string, input: unknown): Promise<void> {
    this.#commands += 1;
    const commandId = `command-${Date.now()}-${this.#commands}`;
    const raw: unknown = await this.#socket.timeout(5000).emitWithAck("command", { commandId, name, input });
    const reply = LinkReply.parse(raw);
    if (!reply.ok) throw new Error(`${name}: ${reply.code}`);
  }

  close(): void {
    this.#socket.disconnect();
  }
}
