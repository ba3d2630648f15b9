import * as z from "zod";
import { Role } from "../domain/rights.ts";
import { GroupCode, Skills } from "../domain/skill.ts";
import { Operator, PhoneExtension, Queue } from "../domain/team.ts";
import { OperatorId } from "../ids.ts";

/** A login of a new person, which is their id for good: it stands in the log. Lower case, so that it is typed one way. */
export const Login = z
  .string()
  .min(2)
  .max(64)
  .regex(/^[a-z0-9][a-z0-9._-]*$/, "lower-case Latin letters, digits, dots, hyphens and underscores")
  .pipe(OperatorId);

/** What a person may choose as a password; a passphrase is welcome (NIST SP 800-63B §3.1.1: length, no rules of composition). */
export const Password = z.string().min(10, "at least 10 characters").max(128, "at most 128 characters");

/** Where a person stands in the team: what an administrator says of them. `extension` null: no phone, takes no calls. */
const place = {
  name: Operator.shape.name,
  role: Role,
  extension: PhoneExtension.nullable(),
  groups: z.array(GroupCode).max(50),
  skills: Skills,
  queues: z.array(Queue.shape.queueId).max(200),
} as const;

/** A person to be taken into the team. Without a password the hub makes one, tells it once, and asks for another at the first sign-in. */
export const NewPerson = z.strictObject({
  login: Login,
  name: place.name,
  role: place.role.default("operator"),
  extension: place.extension.default(null),
  groups: place.groups.default([]),
  skills: place.skills.default({}),
  queues: place.queues.default([]),
  password: Password.optional(),
});
export type NewPerson = z.output<typeof NewPerson>;

/** What may be changed of a person; what is absent stays. */
export const PersonChange = z
  .strictObject(place)
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), { message: "nothing to change" });
export type PersonChange = z.output<typeof PersonChange>;

/** A person as the API shows them: no secret, nothing that checks one. Times are epoch milliseconds. */
export const Person = z.object({
  personId: OperatorId,
  ...place,
  isBlocked: z.boolean(),
  hasPassword: z.boolean(),
  mustChangePassword: z.boolean(),
  hasTotp: z.boolean(),
  createdAtMs: z.number().int().nonnegative(),
});
export type Person = z.output<typeof Person>;

/** Why a change of the team is refused. */
export const PeopleRefusalCode = z.enum([
  "unknown-person",
  "login-taken",
  "extension-taken",
  "unknown-queue",
  "last-operator",
  "last-administrator",
  "weak-password",
]);
export type PeopleRefusalCode = z.output<typeof PeopleRefusalCode>;
