import * as z from "zod";
import { AutoAnswerPolicy, NO_AUTO_ANSWER } from "../domain/auto-answer.ts";
import { BreakLimit } from "../domain/break-limits.ts";
import { ChannelKind } from "../domain/channel.ts";
import { CustomerDeed } from "../domain/customer-export.ts";
import { HandOverCard } from "../domain/hand-over.ts";
import { cleanText } from "../domain/message.ts";
import { NOTE_LIMIT } from "../domain/note-limit.ts";
import { BreakReason, ChosenStatus, SetStatus, StatusSetter } from "../domain/operator-status.ts";
import { PLAIN_TEXT } from "../domain/plain-text.ts";
import { QualitySummary } from "../domain/quality/call-quality.ts";
import { ReportedCall } from "../domain/reported-call.ts";
import type { Right } from "../domain/rights.ts";
import { Operator, Queue } from "../domain/team.ts";
import { ContactOutcome } from "../domain/topics/contact-outcome.ts";
import { NEXT_STEP_LIMIT } from "../domain/topics/outcome-limits.ts";
import { TopicSettings } from "../domain/topics/topic-settings.ts";
import { isKnownEvent, type LogEvent, ReceivedEventSchema, type UnreadEvent } from "../events/log-event.ts";
import { CommandId, InteractionId, LogId, OperatorId } from "../ids.ts";
import { CallBackCommands } from "./call-back-commands.ts";
import { CustomerCommands } from "./customer-commands.ts";
import { ReplyCommands } from "./reply-commands.ts";
import { ScriptCommands } from "./script-commands.ts";
import { TextCommands } from "./text-commands.ts";

/**
 * The numbered link between a desktop and its hub: socket.io on path `/link`, one namespace `/`.
 *
 * 1. The desktop connects with `LinkHello` as the handshake's `auth`. A refusal arrives as `connect_error` whose
 *    `data` is `{ code: LinkRefusalCode }`.
 * 2. The hub answers with one `welcome`.
 * 3. The hub sends `events` frames: first the backlog after `hello.lastSeq`, then live ones, all in one chain.
 *    A frame says where it starts (`afterSeq`) and ends (`uptoSeq`); the desktop applies it only when `afterSeq`
 *    equals its own last number, else it drops the frame and emits `resume { lastSeq }`, and the hub starts the chain
 *    again from there. The desktop acknowledges each frame that asks for it, which says that all before it are applied
 *    too; the hub keeps a bounded number of frames unacknowledged, and meanwhile sends nothing more.
 * 4. The desktop emits `command` with an acknowledgement; the same `commandId` is executed once, and answered the same
 *    however often it is sent.
 * 5. An operator has one seat. Another desktop of the same operator (another `desktopId`) is refused `seat-taken` while
 *    the first is linked, until its person asks to take over (`takeOver`); the hub then emits `replaced` to the first one
 *    and disconnects it. Neither of them comes back by itself.
 * 6. When the team changes while a desktop is linked, the hub emits `team-changed` with a `LinkTeam`. Who was blocked or
 *    removed is disconnected, and refused from then on.
 */
export const LINK_PATH = "/link";

/** Raised when a field is removed or changes its meaning; new fields are optional and do not raise it. */
export const LINK_CONTRACT_VERSION = 1;

/** The most events one frame may carry. */
export const LINK_FRAME_LIMIT = 500;

/** What a desktop says when it connects. `logId` null and `lastSeq` 0: it has no mirror yet. */
export const LinkHello = z.object({
  contractVersion: z.number().int().positive(),
  login: z.string().min(1).max(64).regex(PLAIN_TEXT),
  /** The secret the desktop was given, or the person's password; absent: `token` stands for it. */
  secret: z.string().min(1).max(256).optional(),
  /** An access token of a sign-in over HTTP (`/api/v1/sign-in`), of the same person as `login`. */
  token: z.string().min(1).max(4096).optional(),
  logId: LogId.nullable(),
  lastSeq: z.number().int().nonnegative(),
  /** Which installation this is: the same one may always come back. Absent: it takes the seat, as older desktops do. */
  desktopId: z.string().min(1).max(64).optional(),
  /** The person asked to move the work here from another desktop. */
  takeOver: z.boolean().optional(),
  /** The kinds of contacts this desktop can show; nothing else is offered to it. Absent: voice only, as older desktops are. */
  channels: z.array(ChannelKind).max(8).optional(),
  /** This desktop reads a `PackedFrame` wherever a `LinkFrame` may come. */
  unpacks: z.boolean().optional(),
});
export type LinkHello = z.output<typeof LinkHello>;

/**
 * Why a desktop is not let in. `too-many-tries`: wait, the login is locked for a minute. `seat-taken`: ask the person.
 * The last three come only to who brought a token: `bad-token`: renew it, or sign in again. `no-extension`: the person
 * takes no calls.
 */
export const LinkRefusalCode = z.enum([
  "bad-hello",
  "bad-credentials",
  "too-many-tries",
  "contract-too-old",
  "contract-too-new",
  "seat-taken",
  "bad-token",
  "password-must-be-changed",
  "no-extension",
]);
export type LinkRefusalCode = z.output<typeof LinkRefusalCode>;

/** The team as desktops know it; told anew as `team-changed` when an administrator changes it. */
export const LinkTeam = z.object({
  operator: Operator,
  operators: z.array(Operator),
  queues: z.array(Queue),
  breakReasons: z.array(BreakReason),
  /** As in the welcome; absent: an older hub, they are as they were. */
  breakLimits: z.array(BreakLimit).optional(),
  /** What contacts are about, and what is asked for at their end; absent: the team never said. */
  topics: TopicSettings.optional(),
});
export type LinkTeam = z.output<typeof LinkTeam>;

/** What the hub says first. When `logId` differs from the desktop's, the desktop drops its mirror and starts at 0. */
export const LinkWelcome = z.object({
  contractVersion: z.number().int().positive(),
  logId: LogId,
  headSeq: z.number().int().nonnegative(),
  hubTimeMs: z.number().int().nonnegative(),
  operator: Operator,
  operators: z.array(Operator),
  queues: z.array(Queue),
  breakReasons: z.array(BreakReason),
  autoAnswer: AutoAnswerPolicy.default(NO_AUTO_ANSWER),
  /** How many people may be on a break at once; so that a desktop can say beforehand that no place is left. */
  breakLimits: z.array(BreakLimit).default([]),
  /** As in `LinkTeam`. */
  topics: TopicSettings.optional(),
  /** The operator's own phone account: the password is `secret`, or when it is absent the link's own; `path` is on the hub's own host and port. */
  sip: z.object({
    domain: z.string().min(1).max(253),
    user: z.string().min(1).max(64),
    secret: z.string().min(1).max(256).optional(),
    path: z.string().startsWith("/"),
    /** The person has no phone: nothing is to be registered, and `user` is nobody's. */
    hasPhone: z.literal(false).optional(),
    /** Where the phone registers when a PBX carries the calls: a whole ws: or wss: address, in the place of `path`. */
    server: z
      .url({ protocol: /^wss?$/ })
      .max(512)
      .optional(),
  }),
});
export type LinkWelcome = z.output<typeof LinkWelcome>;

/**
 * A piece of the log, in order: all the operator may see after `afterSeq` up to and with `uptoSeq`. A newer hub may send
 * types an older desktop does not know: these come out as `unread`. A known type with a wrong payload refuses the frame.
 */
export type LinkFrame = {
  readonly afterSeq: number;
  readonly uptoSeq: number;
  readonly events: readonly LogEvent[];
  readonly unread?: readonly UnreadEvent[];
};
export const LinkFrame = z
  .object({
    afterSeq: z.number().int().nonnegative(),
    uptoSeq: z.number().int().nonnegative(),
    events: z.array(ReceivedEventSchema).max(LINK_FRAME_LIMIT),
  })
  .transform(({ events, ...chain }): LinkFrame => {
    const unread = events.filter((event) => !isKnownEvent(event));
    return { ...chain, events: events.filter(isKnownEvent), ...(unread.length > 0 && { unread }) };
  });

/** Asks the hub to start the chain again after a number. */
export const LinkResume = z.object({ lastSeq: z.number().int().nonnegative() });

/** Commands by name: what a desktop may ask of the hub, the right it takes, and the codes it may be refused with. */
export const LinkCommands = {
  /**
   * The operator chooses a status. Sent late (after a gap) it still counts from its arrival at the hub.
   * `break-limit-reached`: its `detail` is a `BreakRefusal`.
   */
  "operator.set-status": {
    right: "status.set-own",
    input: ChosenStatus,
    errors: ["unknown-break-reason", "break-limit-reached"],
  },
  /** A status for when the last contact is done; at once when there is none. Null takes it back. */
  "operator.set-next-status": {
    right: "status.set-own",
    input: z.object({ next: ChosenStatus.nullable() }),
    errors: ["unknown-break-reason", "break-limit-reached"],
  },
  /** The status of somebody else of the team; they are told who set it and why. No limit of places holds it. */
  "operator.set-status-of": {
    right: "status.set-other",
    input: z.object({ operatorId: OperatorId, chosen: SetStatus, note: StatusSetter.shape.note }),
    errors: ["unknown-operator", "unknown-break-reason", "break-limit-reached"],
  },
  /** A contact that waits is to go to this operator first. They are told who wants it; until they take it it keeps its place. */
  "interaction.assign": {
    right: "contact.reassign",
    input: z.object({ interactionId: InteractionId, operatorId: OperatorId, note: StatusSetter.shape.note }),
    errors: ["unknown-interaction", "unknown-operator", "not-waiting"],
  },
  /** How important a contact that waits is, 0 to 10. */
  "interaction.set-priority": {
    right: "contact.reassign",
    input: z.object({
      interactionId: InteractionId,
      priority: z.number().int().min(0).max(10),
      note: StatusSetter.shape.note,
    }),
    errors: ["unknown-interaction", "not-waiting"],
  },
  /**
   * The wrap-up is done before its time. One that is closed already stays so. `outcome-missing`: its `detail` is an
   * `OutcomeRefusal`; the wrap-up goes on until it is said, or until its time is over.
   */
  "interaction.finish-wrap-up": {
    right: "contact.handle",
    input: z.object({ interactionId: InteractionId }),
    errors: ["unknown-interaction", "not-in-wrap-up", "outcome-missing"],
  },
  /** More time for the wrap-up, as much as the queue gives at once. */
  "interaction.extend-wrap-up": {
    right: "contact.handle",
    input: z.object({ interactionId: InteractionId }),
    errors: ["unknown-interaction", "not-in-wrap-up", "no-extensions-left", "shift-budget-used"],
  },
  /** What this operator notes of a contact they have or had a part in, as a whole; the last one counts. */
  "interaction.set-note": {
    right: "contact.handle",
    input: z.object({ interactionId: InteractionId, text: z.string().max(NOTE_LIMIT).transform(cleanText) }),
    errors: ["unknown-interaction"],
  },
  /**
   * What this operator says of a contact they have or had a part in, as a whole; the last one counts. `unknown-topic`: an id
   * that never was in the team's tree; one that is archived is taken, since it may have been chosen before.
   */
  "interaction.set-outcome": {
    right: "contact.handle",
    input: z.object({
      interactionId: InteractionId,
      ...ContactOutcome.shape,
      nextStep: z.string().max(NEXT_STEP_LIMIT).transform(cleanText),
    }),
    errors: ["unknown-interaction", "unknown-topic"],
  },
  /**
   * Takes what is known of a customer out of the log and everything made of it, by all addresses they have. Not undone.
   * `customer-in-contact`: they are being served, ask again when that is over.
   */
  "customer.erase": {
    right: "customer.erase",
    input: CustomerDeed,
    errors: ["unknown-customer", "customer-in-contact", "proof-names-customer"],
  },
  /**
   * What the desktop's own phone knows and the hub may have lost in a restart: a talk that still goes on, or one that
   * ended at `atMs`. Harmless when the hub knows already.
   */
  "interaction.report": {
    right: "contact.handle",
    input: z.object({
      interactionId: InteractionId,
      call: z.discriminatedUnion("state", [
        z.object({ state: z.literal("talking") }),
        z.object({
          state: z.literal("ended"),
          atMs: z.number().int().nonnegative(),
          endedBy: z.enum(["customer", "operator", "system"]),
        }),
      ]),
    }),
    errors: ["unknown-interaction"],
  },
  /**
   * A call of this operator on a PBX elsewhere, as it stands; told anew when something changed and at each welcome.
   * `unknown-interaction`: the id is of somebody else's call, or of one that the hub's exchange carries.
   */
  "call.report": { right: "contact.handle", input: ReportedCall, errors: ["unknown-interaction"] },
  /**
   * Begins, pauses, resumes or ends the recording of the operator's own talk at the PBX; what came of it is told by
   * `call.recording-changed`. `not-recorded`: what carries the call cannot record.
   */
  "call.record": {
    right: "contact.handle",
    input: z.object({ interactionId: InteractionId, action: z.enum(["start", "pause", "resume", "stop"]) }),
    errors: ["unknown-interaction", "not-recorded"],
  },
  /**
   * The card for whoever gets the operator's talk next, said before the transfer or the call that asks about it. It goes
   * with the next transfer that goes through; a new one, or null, takes its place.
   */
  "call.hand-over": {
    right: "contact.handle",
    input: z.object({ interactionId: InteractionId, card: HandOverCard.nullable() }),
    errors: ["unknown-interaction"],
  },
  /** How a talk of this operator sounded, told once when it is over. */
  "call.report-quality": {
    right: "contact.handle",
    input: z.object({ interactionId: InteractionId, quality: QualitySummary }),
    errors: ["unknown-interaction"],
  },
  ...CallBackCommands,
  ...CustomerCommands,
  ...ReplyCommands,
  ...ScriptCommands,
  ...TextCommands,
} as const satisfies Readonly<
  Record<string, { readonly right: Right; readonly input: z.ZodType; readonly errors: readonly string[] }>
>;

export type LinkCommandName = keyof typeof LinkCommands;
export type LinkCommandInput<N extends LinkCommandName> = z.output<(typeof LinkCommands)[N]["input"]>;

/** The envelope of a command; `input` is parsed by the schema of `name`. */
export const LinkCommand = z.object({ commandId: CommandId, name: z.string().max(64), input: z.unknown() });
export type LinkCommand = z.output<typeof LinkCommand>;

/** Codes any command may be refused with, besides its own. `not-allowed`: the person's role has not the right. */
export const LINK_COMMON_ERRORS = [
  "unknown-command",
  "bad-input",
  "not-allowed",
  "too-many-commands",
  "hub-fault",
] as const;

/** The hub's answer to a command: done (`seq`: the last event it caused, or the head), or refused. */
export const LinkReply = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), seq: z.number().int().nonnegative() }),
  z.object({
    ok: z.literal(false),
    code: z.string().max(64),
    retry: z.enum(["now", "later", "no"]),
    detail: z.unknown().optional(),
  }),
]);
export type LinkReply = z.output<typeof LinkReply>;

/** The number whose call the embedded exchange gives back to the phone that dialled it. */
export const ECHO_NUMBER = "echo";

/**
 * SIP header names by which the hub tells a phone what a call is about: in the INVITE to a rung phone, and (the
 * interaction only) in 18x and 200 to an operator who dialled. The queue's name is percent-encoded UTF-8
 * (`encodeURIComponent`). `party` (a name-addr, RFC 3261 §25.1) comes in a re-INVITE or its ACK after a transfer: who is
 * on the other side from here on, beside `interaction`.
 */
export const SIP_HEADERS = {
  interaction: "X-Tandem-Interaction",
  offer: "X-Tandem-Offer",
  queue: "X-Tandem-Queue",
  party: "X-Tandem-Party",
  /** On the INVITE by which the exchange gives an echo call back to the phone that made it. */
  echo: "X-Tandem-Echo",
} as const;
