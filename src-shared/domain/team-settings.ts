import * as z from "zod";
import { DEFAULT_QUEUE_RULES } from "./distribution/queue-rules.ts";
import { DO_NOT_DISTURB } from "./do-not-disturb.ts";
import { BreakReason } from "./operator-status.ts";
import { Queue, Team } from "./team.ts";
import { DEFAULT_WRAP_UP } from "./wrap-up.ts";

/** What may be changed of a queue while it serves; its number and its members are not among it. */
export const QueueSettings = z.strictObject({
  queueId: Queue.shape.queueId,
  name: Queue.shape.name,
  ringTimeoutMs: Queue.shape.ringTimeoutMs,
  wrapUpMs: Queue.shape.wrapUpMs,
  wrapUp: Queue.shape.wrapUp.unwrap(),
  /** How many of its members may be on a break at once; null: any number. */
  maxOnBreak: Queue.shape.maxOnBreak.unwrap().nullable(),
  rules: Queue.shape.rules.unwrap(),
});
export type QueueSettings = z.output<typeof QueueSettings>;

/** The settings of a team that may be changed while calls are up, as one document. Times are ms. */
export const TeamSettings = z
  .strictObject({
    missedOffersLimit: Team.shape.missedOffersLimit.unwrap(),
    declinedOffersLimit: Team.shape.declinedOffersLimit.unwrap(),
    maxOnBreak: Team.shape.maxOnBreak.unwrap(),
    maxOnBreakOfGroups: Team.shape.maxOnBreakOfGroups.unwrap(),
    breakReasons: z.array(BreakReason).min(1).max(30),
    queues: z.array(QueueSettings).min(1).max(200),
  })
  .superRefine((settings, context) => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const ids = settings.queues.map(({ queueId }) => queueId);
    for (const [index, { code }] of settings.breakReasons.entries()) {
      if (code === DO_NOT_DISTURB)
        refuse(["breakReasons", index, "code"], `a break may not be called "${DO_NOT_DISTURB}"`);
      if (settings.breakReasons.findIndex((other) => other.code === code) < index)
        refuse(["breakReasons", index, "code"], "this break stands twice");
    }
    for (const [index, { queueId, rules }] of settings.queues.entries()) {
      if (ids.indexOf(queueId) < index) refuse(["queues", index, "queueId"], "this queue stands twice");
      const closedTo = rules.voice?.closedTo ?? null;
      if (closedTo !== null && (closedTo === queueId || !ids.includes(closedTo)))
        refuse(
          ["queues", index, "rules", "voice", "closedTo"],
          "a closed queue passes callers to another queue of the team",
        );
      for (const [place, overflow] of rules.overflow.entries())
        if ("toQueueId" in overflow && (overflow.toQueueId === queueId || !ids.includes(overflow.toQueueId)))
          refuse(
            ["queues", index, "rules", "overflow", place, "toQueueId"],
            "a queue flows over to another queue of the team",
          );
    }
  });
export type TeamSettings = z.output<typeof TeamSettings>;

/** The settings of a team as they stand, defaults said. */
export function settingsOf(team: Team): TeamSettings {
  const { missedOffersLimit, declinedOffersLimit, maxOnBreak, maxOnBreakOfGroups, breakReasons } = team;
  return {
    ...{ missedOffersLimit, declinedOffersLimit, maxOnBreak, maxOnBreakOfGroups, breakReasons },
    queues: team.queues.map(({ queueId, name, ringTimeoutMs, wrapUpMs, wrapUp, maxOnBreak: ofQueue, rules }) => ({
      ...{ queueId, name, ringTimeoutMs, wrapUpMs },
      wrapUp: wrapUp ?? DEFAULT_WRAP_UP,
      maxOnBreak: ofQueue ?? null,
      rules: rules ?? DEFAULT_QUEUE_RULES,
    })),
  };
}
