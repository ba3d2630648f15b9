import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventPayload, LogEvent } from "../events/log-event.ts";
import { ConversationId, InteractionId, MessageId, OperatorId } from "../ids.ts";
import { foldMessage, type Message, type MessageEvent } from "./fold-message.ts";
import { cleanText, type Delivery, FileName, MessageText, mayDeliveryBecome } from "./message.ts";
import { MESSAGE_TEXT_LIMIT } from "./message-limits.ts";

const of = {
  interactionId: InteractionId.parse("i1"),
  conversationId: ConversationId.parse("c1"),
  messageId: MessageId.parse("m1"),
  ownerId: OperatorId.parse("marina"),
  queueId: null,
};

function event<T extends MessageEvent["type"]>(seq: number, type: T, payload: EventPayload<T>): LogEvent<T> {
  return { seq, atMs: seq * 10, actor: "system", type, payload };
}

const sent = event(1, "message.sent", {
  ...of,
  from: "operator",
  operatorId: of.ownerId,
  text: "Едет",
  attachments: [],
});

const anyDelivery: fc.Arbitrary<Delivery> = fc.oneof(
  fc.constantFrom(...(["sending", "sent", "delivered", "read"] as const)).map((state) => ({ state })),
  fc.constant({ state: "failed" as const, code: "blocked" as const }),
);

describe("the text of a message", () => {
  it("keeps every language, emoji, tabs and line breaks, and loses what cannot be stored", () => {
    expect(MessageText.parse("Привет 👩‍🚀\tдва\r\nтри\u0000\u001b[31m\ud800")).toBe("Привет 👩‍🚀\tдва\nтри[31m");
  });

  it("is bounded", () => {
    expect(MessageText.safeParse("я".repeat(MESSAGE_TEXT_LIMIT + 1)).success).toBe(false);
  });

  it("is the same when it is cleaned again", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 100 }),
        (text) => cleanText(cleanText(text)) === cleanText(text),
      ),
    );
  });
});

describe("the name of a file", () => {
  it("has no way, no controls and nothing that turns it around", () => {
    expect(FileName.parse("../../etc/passwd")).toBe("passwd");
    expect(FileName.parse("C:\\dir\\счёт.pdf")).toBe("счёт.pdf");
    expect(FileName.parse("photo\u202egnp.exe")).toBe("photognp.exe");
    expect(FileName.parse("\u0000/")).toBe("file");
  });
});

describe("the delivery of a message", () => {
  it("never goes back, and a failure is the end", () => {
    fc.assert(
      fc.property(fc.array(anyDelivery, { maxLength: 12 }), (words) => {
        const order = ["sending", "sent", "delivered", "read"];
        let now: Delivery = { state: "sending" };
        for (const word of words) {
          if (!mayDeliveryBecome(now, word)) continue;
          expect(now.state).not.toBe("failed");
          if (word.state !== "failed") expect(order.indexOf(word.state)).toBeGreaterThan(order.indexOf(now.state));
          now = word;
        }
      }),
    );
  });
});

describe("a message", () => {
  it("is folded from what was sent, how far it got, and how it was changed", () => {
    const events: readonly MessageEvent[] = [
      sent,
      event(2, "message.delivery-changed", { ...of, delivery: { state: "sent" }, channelMessageId: "77" }),
      event(3, "message.edited", { ...of, text: "Едет к вам" }),
      event(4, "message.delivery-changed", { ...of, delivery: { state: "read" } }),
      event(5, "message.delivery-changed", { ...of, delivery: { state: "delivered" } }),
    ];
    expect(events.reduce<Message | undefined>(foldMessage, undefined)).toEqual({
      messageId: of.messageId,
      interactionId: of.interactionId,
      conversationId: of.conversationId,
      from: "operator",
      operatorId: of.ownerId,
      text: "Едет к вам",
      attachments: [],
      atMs: 10,
      editedAtMs: 30,
      deletedAtMs: null,
      delivery: { state: "read" },
      channelMessageId: "77",
      seq: 1,
      lastSeq: 4,
    });
  });

  it("of the customer has no delivery, and nothing is left of a deleted one", () => {
    const received = event(1, "message.received", {
      ...of,
      channelMessageId: "5",
      text: "мой номер карты",
      attachments: [],
      sentAtMs: 1,
    });
    const marked = event(2, "message.delivery-changed", { ...of, delivery: { state: "read" } });
    const deleted = event(3, "message.deleted", of);
    const late = event(4, "message.edited", { ...of, text: "мой номер карты 2" });
    const message = [received, marked, deleted, late].reduce<Message | undefined>(foldMessage, undefined);
    expect(message).toMatchObject({ from: "customer", text: "", delivery: null, deletedAtMs: 30, lastSeq: 3 });
  });

  it("is not made by what only changes it, nor changed by what is about another", () => {
    expect(foldMessage(undefined, event(1, "message.deleted", of))).toBeUndefined();
    const message = foldMessage(undefined, sent);
    const other = event(2, "message.edited", { ...of, messageId: MessageId.parse("m2"), text: "чужое" });
    expect(foldMessage(message, other)).toBe(message);
  });
});
