import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import { SCRIPT_VALUE_LIMIT } from "../../../src-shared/domain/scripts/script-limits.ts";
import type { KNOWN_VARIABLES, ScriptValues } from "../../../src-shared/domain/scripts/script-text.ts";
import type { HubKnowledge } from "../workplace/hub-knowledge.ts";

type Known = Partial<Record<keyof typeof KNOWN_VARIABLES, string>>;

/** What a desktop knows of a contact when its script begins; what it does not know is left out. Dates are `2026-11-24`, times `14:30`, by this machine. */
export function knownValues(
  { customer, queueId, channel, direction }: Interaction,
  { self, operator, queueName }: Pick<HubKnowledge, "self" | "operator" | "queueName">,
  nowMs: number,
): ScriptValues {
  const now = new Date(nowMs);
  const two = (number: number) => String(number).padStart(2, "0");
  const isNumber = /^\+?\d+$/.test(customer.address);
  const known: Known = {
    // A number in the place of a name is none to greet somebody by.
    ...(customer.name && customer.name !== customer.address && { "customer.name": customer.name }),
    ...(isNumber && { "customer.phone": customer.address }),
    "operator.name": (self && operator(self)?.name) ?? "",
    queue: (queueId && queueName(queueId)) ?? "",
    ...{ channel, direction },
    date: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    time: `${two(now.getHours())}:${two(now.getMinutes())}`,
  };
  return Object.fromEntries(
    Object.entries(known)
      .filter(([, value]) => value !== "")
      .map(([name, value]) => [name, value.slice(0, SCRIPT_VALUE_LIMIT)]),
  );
}
