import * as z from "zod";
import { OperatorId, QueueId } from "../ids.ts";
import { AutoAnswerPolicy, NO_AUTO_ANSWER } from "./auto-answer.ts";
import { QueueRules } from "./distribution/queue-rules.ts";
import { Workload } from "./distribution/workload.ts";
import { DO_NOT_DISTURB } from "./do-not-disturb.ts";
import { BreakReason } from "./operator-status.ts";
import { normaliseAddress } from "./phone-number.ts";
import { Role } from "./rights.ts";
import { GroupCode, Skills } from "./skill.ts";
import { TopicSettings } from "./topics/topic-settings.ts";
import { WrapUpPolicy } from "./wrap-up.ts";

/** A name to be shown: no control characters, and none that turn or hide the text around them (bidi overrides, byte order mark). */
const Name = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]*$/u);

/** The number of a phone of the team, which is also its SIP user. */
export const PhoneExtension = z.string().regex(/^\d{2,8}$/);

/** An operator of the team. `extension` empty: they have no phone, and are offered what is written alone. */
export const Operator = z.object({
  operatorId: OperatorId,
  name: Name,
  extension: PhoneExtension.or(z.literal("")),
  /** Absent: an operator, as in teams written before there were roles. */
  role: Role.optional(),
  groups: z.array(GroupCode).max(50).optional(),
  skills: Skills.optional(),
  /** How much at once; absent: `DEFAULT_WORKLOAD`. */
  workload: Workload.optional(),
});
export type Operator = z.output<typeof Operator>;

/** A queue: customers dial `number`; an offer rings `ringTimeoutMs` before it goes on to the next member. */
export const Queue = z.object({
  queueId: QueueId,
  name: Name,
  number: z.string().regex(/^\d{2,15}$/),
  members: z.array(OperatorId).max(1000),
  ringTimeoutMs: z.number().int().min(1000).max(120_000).default(20_000),
  wrapUpMs: z.number().int().min(0).max(3_600_000).default(0),
  /** How the wrap-up may be prolonged and how it ends; absent: `DEFAULT_WRAP_UP`. */
  wrapUp: WrapUpPolicy.optional(),
  /** How many of its members may be on a break at once; absent: any number. */
  maxOnBreak: z.number().int().min(0).max(1000).optional(),
  /** How contacts are distributed; absent: `DEFAULT_QUEUE_RULES`. */
  rules: QueueRules.optional(),
});
export type Queue = z.output<typeof Queue>;

/** A SIP account outside the team (the training customer, a trunk, a test): `number` is what it shows and is dialled by. */
export const Line = z.object({
  login: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[\w.+-]+$/),
  name: Name,
  number: z.string().regex(/^\+?\d{2,15}$/),
});
export type Line = z.output<typeof Line>;

/** A team as it is seeded into an empty hub. Ids and numbers must be unique, members must exist. */
export const Team = z
  .object({
    operators: z.array(Operator).min(1).max(1000),
    lines: z.array(Line).max(1000),
    queues: z.array(Queue).min(1).max(200),
    breakReasons: z.array(BreakReason).min(1).max(30),
    /** Offers missed in a row before the hub sets `not-ready`. */
    missedOffersLimit: z.number().int().min(1).max(20).default(3),
    /** Offers declined in a row before the hub sets `not-ready`; null: any number. A phone may decline by itself. */
    declinedOffersLimit: z.number().int().min(1).max(20).nullable().default(5),
    /** How many of the whole team may be on a break at once; null: any number. */
    maxOnBreak: z.number().int().min(0).max(1000).nullable().default(null),
    /** The same for the people of a group. */
    maxOnBreakOfGroups: z
      .array(z.object({ group: GroupCode, max: z.number().int().min(0).max(1000) }))
      .max(50)
      .default([]),
    autoAnswer: AutoAnswerPolicy.default(NO_AUTO_ANSWER),
    /** What contacts are about; absent: the team never said. */
    topics: TopicSettings.optional(),
  })
  .superRefine((team, context) => {
    const unique = (what: string, values: readonly string[]) => {
      const twice = values.find((value, index) => values.indexOf(value) !== index);
      if (twice !== undefined) context.addIssue({ code: "custom", message: `${what} "${twice}" stands twice` });
    };
    const extensions = team.operators.map(({ extension }) => extension).filter((extension) => extension !== "");
    unique(
      "operator",
      team.operators.map((operator) => operator.operatorId),
    );
    unique(
      "queue",
      team.queues.map((queue) => queue.queueId),
    );
    unique("SIP account", [...extensions, ...team.lines.map((line) => line.login)]);
    unique(
      "number",
      [...extensions, ...team.lines.map((line) => line.number), ...team.queues.map((queue) => queue.number)].map(
        normaliseAddress,
      ),
    );
    if (team.breakReasons.some(({ code }) => code === DO_NOT_DISTURB))
      context.addIssue({ code: "custom", message: `a break may not be called "${DO_NOT_DISTURB}"` });
    for (const { queueId, rules } of team.queues) {
      const closedTo = rules?.voice?.closedTo ?? null;
      if (closedTo !== null && (closedTo === queueId || !team.queues.some((queue) => queue.queueId === closedTo)))
        context.addIssue({ code: "custom", message: `queue "${queueId}" may not pass its callers to "${closedTo}"` });
      for (const overflow of rules?.overflow ?? []) {
        const toQueueId = "toQueueId" in overflow ? overflow.toQueueId : null;
        if (toQueueId === null) continue;
        if (toQueueId === queueId || !team.queues.some((queue) => queue.queueId === toQueueId))
          context.addIssue({ code: "custom", message: `queue "${queueId}" may not flow over to "${toQueueId}"` });
      }
    }
    for (const queue of team.queues)
      for (const member of queue.members)
        if (!team.operators.some((operator) => operator.operatorId === member))
          context.addIssue({ code: "custom", message: `queue "${queue.queueId}" has an unknown member "${member}"` });
  });
export type Team = z.output<typeof Team>;
