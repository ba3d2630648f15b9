import * as z from "zod";
import { PhoneFailure } from "../domain/phone-failure.ts";
import { knownCountries } from "../domain/phone-number.ts";
import { SipLineDraft } from "../domain/sip-line.ts";
import { LineId } from "../ids.ts";

const Done = z.object({});

/** Requests of the operator's window about accounts. A password goes in, and never comes back. */
export const accountRequests = {
  /** «Проверить»: registers for real, tells what came of it, and leaves nothing behind. */
  "accounts.try": {
    input: SipLineDraft,
    output: z.object({ failure: PhoneFailure.nullable() }),
    errors: ["no-password", "trial-busy"],
  },
  /** Keeps an account and registers it; one with the same address on the same server is refused. */
  "accounts.save": {
    input: SipLineDraft,
    output: z.object({ lineId: LineId }),
    errors: ["no-password", "too-many-lines", "same-line", "line-not-found", "line-busy", "store-failed"],
  },
  /** Unregisters and forgets the account with its password. */
  "accounts.sign-out": {
    input: z.object({ lineId: LineId }),
    output: Done,
    errors: ["line-not-found", "line-busy", "store-failed"],
  },
  /** Whose numbers those without a country code are: ISO 3166-1; kept. */
  "accounts.choose-country": {
    input: z.object({ country: z.string().refine((code) => knownCountries().includes(code)) }),
    output: Done,
    errors: ["store-failed"],
  },
  /** Back to the hub inside: the program begins anew. */
  "accounts.leave-hub": { input: z.object({}), output: Done, errors: ["line-busy", "store-failed"] },
  /** By which line the dial field calls; kept. */
  "accounts.choose-line": {
    input: z.object({ lineId: LineId }),
    output: Done,
    errors: ["line-not-found", "store-failed"],
  },
} as const;
