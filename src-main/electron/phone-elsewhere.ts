import * as z from "zod";
import { EchoNumber, RecordingControl, USUAL_ECHO_NUMBER } from "../../src-shared/domain/sip-line.ts";
import type { SipAccount } from "../core/ports/call-signalling.ts";

/** An account on another PBX than the hub's own exchange. */
export type PhoneElsewhere = Pick<SipAccount, "server" | "domain" | "user" | "password" | "echoNumber" | "recording">;

const NAMES = {
  server: "TANDEM_SIP_SERVER",
  domain: "TANDEM_SIP_DOMAIN",
  user: "TANDEM_SIP_USER",
  password: "TANDEM_SIP_PASSWORD",
  echoNumber: "TANDEM_SIP_ECHO",
  recording: "TANDEM_SIP_RECORDING",
} as const;

const Account = z.object({
  server: z.url({ protocol: /^wss?$/ }),
  domain: z
    .string()
    .max(253)
    .regex(/^[\w.-]+$/)
    .optional(),
  user: z
    .string()
    .max(64)
    .regex(/^[\w.+-]+$/),
  password: z.string().min(1).max(256),
  echoNumber: EchoNumber.default(USUAL_ECHO_NUMBER),
  recording: RecordingControl.default(""),
});

/** Reads it from the environment: all of it (the domain may be left out: it is the server's host), or none. */
export function readPhoneElsewhere(
  environment: Readonly<Record<string, string | undefined>>,
): { readonly account: PhoneElsewhere | null } | { readonly wrong: string } {
  const given = Object.fromEntries(Object.entries(NAMES).map(([key, name]) => [key, environment[name]]));
  if (Object.values(given).every((value) => value === undefined)) return { account: null };
  const parsed = Account.safeParse(given);
  if (parsed.success)
    return { account: { ...parsed.data, domain: parsed.data.domain ?? new URL(parsed.data.server).hostname } };
  const wrong = parsed.error.issues.map(({ path }) => NAMES[path[0] as keyof typeof NAMES]);
  return { wrong: `${[...new Set(wrong)].join(", ")}: set server (ws or wss), user and password, or none of them` };
}
