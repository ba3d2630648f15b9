import * as z from "zod";
import { HubFailure } from "../domain/hub-account.ts";
import { Authority } from "../domain/network-settings.ts";
import { SetupFailure } from "../domain/setup-link.ts";
import { SipLine } from "../domain/sip-line.ts";

const Done = z.object({});

/** What a setup link would set up, for the person to read before anything is kept. No password is in it. */
export const SetupPlan = z.object({
  /** The host that gave it out, and who says so. */
  host: z.string(),
  issuer: z.string(),
  hub: z.object({ url: z.string(), login: z.string() }).nullable(),
  /** `isKnown`: an account of this desktop that would get a new password and title. */
  lines: z.array(
    SipLine.pick({ title: true, server: true, user: true, domain: true }).extend({ isKnown: z.boolean() }),
  ),
  /** Only those that are not trusted yet. */
  authorities: z.array(Authority),
  country: z.string().nullable(),
});
export type SetupPlan = z.output<typeof SetupPlan>;

/** What came of asking the server of a link. `detail` names the wrong field of the document, or is empty. */
export const SetupAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("plan"), plan: SetupPlan }),
  z.object({ kind: z.literal("failed"), failure: SetupFailure, detail: z.string().max(80) }),
]);
export type SetupAnswer = z.output<typeof SetupAnswer>;

const OfferNumber = z.number().int().positive();

/** Requests of the operator's window about setup links (ADR 19). Main holds the document until it is kept or dropped. */
export const setupRequests = {
  /**
   * The link another program opened; `host` null: it leads nowhere. Nothing was asked of that host yet. `number` names it:
   * what is answered of one link never goes to another that was opened since.
   */
  "setup.look": {
    input: z.object({}),
    output: z.object({ offer: z.object({ number: OfferNumber, host: z.string().nullable() }).nullable() }),
    errors: [],
  },
  /** Asks the server for the document, of a link in hand or of the one another program opened. Keeps nothing. */
  "setup.fetch": {
    input: z.union([z.strictObject({ link: z.string().max(4096) }), z.strictObject({ offer: OfferNumber })]),
    output: SetupAnswer,
    errors: ["bad-setup-link", "trial-busy"],
  },
  /**
   * Tries all of the plan, then keeps all of it, or nothing. `failures` is empty when it is kept; else it says for each
   * line (or the hub, alone) why not, in the order of the plan. A hub makes the program begin anew.
   */
  "setup.apply": {
    input: z.object({ isTried: z.boolean() }),
    output: z.object({ failures: z.array(HubFailure.nullable()) }),
    errors: ["nothing-to-set-up", "trial-busy", "line-busy", "too-many-lines", "store-failed"],
  },
  /** Forgets the document, and the link another program opened (`offer` null: there was none). */
  "setup.drop": { input: z.object({ offer: OfferNumber.nullable() }), output: Done, errors: [] },
} as const;

export const setupEvents = {
  /** Another program opened a setup link; `setup.look` tells which. */
  "setup.offered": z.object({}),
} as const;
