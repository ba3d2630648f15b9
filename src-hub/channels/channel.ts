import type { KnownChannel } from "../../src-shared/domain/channel.ts";
import type { CustomerLanguage } from "../../src-shared/domain/distribution/text-rules.ts";
import type { DeliveryFailure } from "../../src-shared/domain/message.ts";
import type { MessageId } from "../../src-shared/ids.ts";

/** What a channel can do; the hub asks before it offers a feature. */
export type ChannelCapabilities = {
  /** A message of ours can be changed after it was sent. */
  readonly edit: boolean;
  /** A message of ours can be taken back: the customer sees it no more. */
  readonly remove: boolean;
  /** The customer is shown that an operator writes. */
  readonly typing: boolean;
  /** How far the channel tells that a message got: `sent` by the answer to `send`, the others by `delivery`. */
  readonly marks: "sent" | "delivered" | "read";
  /** The same `messageId` sent twice reaches the customer once: what was under way in a crash may be sent again. */
  readonly idempotentSend: boolean;
  /** In UTF-16 units; never above `MESSAGE_TEXT_LIMIT`. */
  readonly longestText: number;
  /** What may be sent to the customer; null: text only. A type is `image/png` or a whole family, `image/*`, or all, `*\/*`. */
  readonly files: { readonly types: readonly string[]; readonly largestBytes: number } | null;
  /** A recorded voice is shown as one, not as a file. */
  readonly voiceNotes: boolean;
};

/** A file as the channel tells of it; its bytes are asked for by `ref` (`Channel.file`). `size` null: not told. */
export type IncomingFile = {
  readonly ref: string;
  readonly name: string;
  readonly type: string;
  readonly size: number | null;
};

/**
 * What happened in a channel. All ids are the channel's own, unique within the channel and its account; what comes twice
 * (a webhook sent again, a poll repeated) has the same ids.
 */
export type ChannelIncoming =
  | {
      readonly type: "received";
      readonly conversation: string;
      readonly message: string;
      readonly customer: { readonly id: string; readonly name: string | null };
      readonly text: string;
      readonly files: readonly IncomingFile[];
      /** What the customer reads, where the channel knows; of what the hub itself tells them. */
      readonly language?: CustomerLanguage;
      /** By the channel's clock, epoch ms. */
      readonly sentAtMs: number;
    }
  | { readonly type: "edited"; readonly conversation: string; readonly message: string; readonly text: string }
  | { readonly type: "deleted"; readonly conversation: string; readonly message: string }
  /** A message of ours got to the customer, or was read: it and, `isUpTo`, all before it. */
  | {
      readonly type: "delivery";
      readonly conversation: string;
      readonly message: string;
      readonly state: "delivered" | "read";
      readonly isUpTo?: boolean;
    }
  /** The customer is done with the contact that is open; `message`: the id of this word, once. */
  | { readonly type: "left"; readonly conversation: string; readonly message: string }
  /** The customer rates the last contact, 1–5; a later rating takes the place of an earlier one. */
  | {
      readonly type: "rated";
      readonly conversation: string;
      readonly message: string;
      readonly stars: number;
      readonly comment: string;
    }
  /** The customer writes. Ephemeral: nobody keeps it. */
  | { readonly type: "typing"; readonly conversation: string };

/** Why something that came is not taken. */
export type IntakeRefusalCode =
  /** Not what this port allows (a text too long, no content, an id too long): it never will be. */
  | "bad-message"
  /** An edit, or a mark, of what was never taken. */
  | "unknown-message"
  /** This customer, or this channel, sends more than is taken: later, `retryAfterMs`. */
  | "too-many-messages"
  /** The hub goes down, or its database is not there: later. */
  | "unavailable";

/**
 * What became of something that came. `ok`: it is kept durably, now or by an earlier telling (`isReplay`); the channel may
 * acknowledge it. A refusal with `retry: "later"` is to be told again, or the peer is told to.
 */
export type IntakeReply =
  | { readonly ok: true; readonly isReplay: boolean }
  | {
      readonly ok: false;
      readonly code: IntakeRefusalCode;
      readonly retry: "later" | "no";
      readonly retryAfterMs?: number;
    };

/** Where a channel tells what happened in it. Never throws; a broken hub answers `unavailable`. */
export type ChannelIntake = (incoming: ChannelIncoming) => Promise<IntakeReply>;

/** A message of ours. `files` hold their bytes; a channel that shows text and files apart sends the files first. */
export type OutgoingMessage = {
  readonly messageId: MessageId;
  readonly conversation: string;
  readonly text: string;
  readonly files: readonly OutgoingFile[];
};

export type OutgoingFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

/** Why a channel did not do what it was asked. `channel-unreachable` may be asked again after `retryAfterMs`; nothing else. */
export type ChannelFailure =
  | {
      readonly ok: false;
      readonly code: "channel-unreachable";
      readonly retry: "later";
      /** How long the channel wants to be left alone (HTTP 429); null: it did not say. */
      readonly retryAfterMs: number | null;
    }
  | {
      readonly ok: false;
      /** `delivery-unknown`: the peer may have it or not, and cannot be asked; a person decides whether to send it again. */
      readonly code: Exclude<DeliveryFailure, "channel-unreachable"> | "file-gone";
      readonly retry: "no";
    };

export type ChannelResult<Value> = { readonly ok: true; readonly value: Value } | ChannelFailure;

/**
 * A text channel as the hub uses it. Told things may come in any order and more than once; asked things are answered when
 * the channel has them. The hub sends the messages of one conversation one after another, and never throws away a refusal.
 */
export interface TextChannel {
  readonly channel: KnownChannel;
  /** Which account of the channel this is (a bot's id, a site's key): conversations of two accounts never mix. */
  readonly account: string;
  readonly capabilities: ChannelCapabilities;
  /** Begins to tell. What came before the start and was not acknowledged is told first, where the channel keeps it. */
  start(intake: ChannelIntake): Promise<void>;
  /** Sends a message; answers with the channel's id of it. */
  send(message: OutgoingMessage): Promise<ChannelResult<{ readonly channelMessageId: string }>>;
  /** Changes the text of a message of ours; only asked where `capabilities.edit`. */
  edit(message: EditedMessage): Promise<ChannelResult<null>>;
  /** Takes a message of ours back; only asked where `capabilities.remove`. What is gone already is gone. */
  remove(message: Pick<EditedMessage, "conversation" | "channelMessageId">): Promise<ChannelResult<null>>;
  /** Tells the channel that its message was read by an operator; absent: nobody there wants to know. */
  showRead?(conversation: string, message: string): void;
  /** Shows the customer that somebody writes; only asked where `capabilities.typing`, and a loss does not matter. */
  showTyping(conversation: string): void;
  /** The bytes of a file that a customer sent; never more than `largestBytes` of them are read. */
  file(ref: string, largestBytes: number): Promise<ChannelResult<Uint8Array>>;
  /** Answers what the channel's peer posts to `/api/v1/channels/<channel>/<account>/webhook`; absent: it posts nothing. */
  webhook?(request: WebhookRequest): Promise<WebhookAnswer>;
  /** Tells nothing more, and leaves with its peer what is not acknowledged; it may still be asked. Absent: being refused is enough. */
  pause?(): Promise<void>;
  /** Stops telling; what was told and is not answered yet may still be answered. */
  stop(): Promise<void>;
}

/** A post as it came: nothing of it is trusted before the channel has checked who sent it. Header names in lower case. */
export type WebhookRequest = {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
};

/** `status`: 200 kept, 400 not understood, 401 not from the channel, 429 and 503 to be posted again. */
export type WebhookAnswer = { readonly status: 200 | 400 | 401 | 429 | 503; readonly retryAfterMs?: number };

export type EditedMessage = {
  readonly conversation: string;
  readonly channelMessageId: string;
  readonly text: string;
};

/** The failure of a channel that cannot be reached, or wants to be left alone for a while. */
export function channelUnreachable(retryAfterMs: number | null = null): ChannelFailure {
  return { ok: false, code: "channel-unreachable", retry: "later", retryAfterMs };
}

/** A refusal that asking again does not change. */
export function channelRefusal(code: Extract<ChannelFailure, { retry: "no" }>["code"]): ChannelFailure {
  return { ok: false, code, retry: "no" };
}

/** Whether a channel's list of types (`image/png`, `image/*`) allows one. */
export function isTypeAllowed(types: readonly string[], type: string): boolean {
  const family = `${type.split("/", 1)[0]}/*`;
  return types.some((each) => each === "*/*" || each === family || each === type);
}
