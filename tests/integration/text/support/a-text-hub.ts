import { expect } from "vitest";
import type { IntakeReply } from "../../../../src-hub/channels/channel.ts";
import { foldMessage, type Message, type MessageEvent } from "../../../../src-shared/domain/fold-message.ts";
import type { Interaction, Offer } from "../../../../src-shared/domain/interaction.ts";
import { TextChannelSettings } from "../../../../src-shared/domain/text-channel-settings.ts";
import { type ConversationId, MessageId, type OperatorId } from "../../../../src-shared/ids.ts";
import type { LinkReply } from "../../../../src-shared/link/link-contract.ts";
import { FakeChannel } from "../../../support/fake-channel.ts";
import { type AHubOptions, TestHub } from "../../hub/support/a-hub.ts";

export type ATextHubOptions = AHubOptions & {
  readonly channel?: FakeChannel;
  readonly settings?: Partial<TextChannelSettings>;
};

/** A hub with one text channel whose customers and operators are played. */
export class TextHub {
  readonly hub: TestHub;
  readonly channel: FakeChannel;
  #messages = 0;

  private constructor(hub: TestHub, channel: FakeChannel) {
    this.hub = hub;
    this.channel = channel;
  }

  static async start({
    channel = new FakeChannel(),
    settings = {},
    ...options
  }: ATextHubOptions = {}): Promise<TextHub> {
    const binding = { channel, settings: TextChannelSettings.parse({ queueId: "support", ...settings }) };
    return new TextHub(await TestHub.start({ channels: [binding], ...options }), channel);
  }

  /** Desktops that can show text, «На линии». */
  async putOnline(...operatorIds: OperatorId[]): Promise<void> {
    for (const operatorId of operatorIds) {
      this.hub.hub.service.desktopLinked(operatorId, ["voice", "text"]);
      await this.hub.choose(operatorId, { status: "online" });
      this.hub.clock.advance(1000);
    }
    await this.settle();
  }

  /** A customer writes, and everything that follows happens. */
  async write(customer: string, text: string, message?: string): Promise<IntakeReply> {
    const reply = await this.channel.write(customer, text, message === undefined ? {} : { message });
    await this.settle();
    return reply;
  }

  /** The offer somebody has now. */
  async offerOf(operatorId: OperatorId): Promise<{ readonly interactionId: Interaction["interactionId"] } & Offer> {
    await this.settle();
    for (const { interactionId, offers } of this.hub.hub.log.unclosed()) {
      const offer = offers.find((each) => each.operatorId === operatorId && each.outcome === null);
      if (offer) return { interactionId, ...offer };
    }
    throw new Error(`${operatorId} is offered nothing`);
  }

  async accept(operatorId: OperatorId): Promise<Interaction & { readonly conversationId: ConversationId }> {
    const { interactionId, offerId } = await this.offerOf(operatorId);
    expect(await this.command(operatorId, "interaction.accept-offer", { interactionId, offerId })).toMatchObject({
      ok: true,
    });
    const interaction = this.hub.hub.log.interaction(interactionId);
    if (!interaction?.conversationId) throw new Error("what was accepted is no text");
    return { ...interaction, conversationId: interaction.conversationId };
  }

  async say(operatorId: OperatorId, interactionId: string, text: string, messageId?: string): Promise<LinkReply> {
    this.#messages += 1;
    const input = { interactionId, messageId: messageId ?? `m-${this.#messages}`, text };
    return this.command(operatorId, "message.send", input);
  }

  async command(...[operatorId, name, input]: Parameters<TestHub["command"]>): Promise<LinkReply> {
    const reply = await this.hub.command(operatorId, name, input);
    await this.settle();
    return reply;
  }

  /** Messages as the log makes them, in order. */
  async messages(): Promise<readonly Message[]> {
    const folded = new Map<MessageId, Message>();
    for (const event of await this.hub.events()) {
      if (!event.type.startsWith("message.")) continue;
      const messageEvent = event as MessageEvent;
      const { messageId } = messageEvent.payload;
      const after = foldMessage(folded.get(messageId), messageEvent);
      if (after) folded.set(MessageId.parse(messageId), after);
    }
    return [...folded.values()];
  }

  settle(): Promise<void> {
    return this.hub.settle();
  }

  stop(): Promise<void> {
    return this.hub.stop();
  }
}
