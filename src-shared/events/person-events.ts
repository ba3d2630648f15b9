import * as z from "zod";
import { Role } from "../domain/rights.ts";
import { GroupCode, Skills } from "../domain/skill.ts";
import { OperatorId, QueueId } from "../ids.ts";

const Of = z.object({ personId: OperatorId });
const place = {
  name: z.string().min(1).max(80),
  extension: z.string().max(8).nullable(),
  groups: z.array(GroupCode),
  skills: Skills,
  queues: z.array(QueueId),
} as const;

/** Facts about people of the team, who did them stands in `actor`. No secret, and nothing that checks one. */
export const PERSON_EVENTS = {
  "person.created": Of.extend({ ...place, role: Role }),
  /** What is named has changed. */
  "person.changed": Of.extend(z.object(place).partial().shape),
  "person.role-changed": Of.extend({ role: Role, before: Role }),
  "person.blocked": Of,
  "person.unblocked": Of,
  /** No longer of the team; what they did stays in the log. */
  "person.removed": Of,
  /** `isReset`: an administrator made it, and the person has to choose another. */
  "person.password-changed": Of.extend({ isReset: z.boolean() }),
  "person.totp-changed": Of.extend({ isOn: z.boolean() }),
  "person.signed-in": Of.extend({ sessionId: z.string().max(64), by: z.enum(["password", "totp", "recovery-code"]) }),
  /** Of all sessions, or of the one that is named. */
  "person.sessions-ended": Of.extend({
    sessionId: z.string().max(64).optional(),
    why: z.enum(["signed-out", "everywhere", "blocked", "removed", "password-changed", "token-replayed"]),
  }),
  "person.lock-cleared": Of,
} as const;
