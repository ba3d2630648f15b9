import * as z from "zod";
import { HubAccount } from "./hub-account.ts";
import { PhoneFailure } from "./phone-failure.ts";
import { knownCountries } from "./phone-number.ts";
import { MOST_SIP_LINES, SipLine } from "./sip-line.ts";

/** The scheme of links that set this program up. */
export const SETUP_SCHEME = "tandem";

/** Whether an argument of a command line is such a link at all; where it leads is another question. */
export function isSetupLink(argument: string): boolean {
  return /^tandem:/i.test(argument);
}

/**
 * An address whose host reads as it is gone to: a name whose last part is no number (which would be an address in
 * disguise), or an address in full; no login before it, no signs beside those of ASCII, nothing that is decoded first.
 */
const Plain = z
  .string()
  .max(2048)
  .regex(
    /^https?:\/\/(?:(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*|(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}|\[[0-9a-f:]+\])(?::\d{1,5})?(?:[/?][!-~]*)?$/i,
  )
  .refine((text) => !/[@\\#]/.test(text));

/** In clear only on this very machine, where nobody listens. */
const DocumentAddress = Plain.pipe(
  z
    .url({ protocol: /^https$/ })
    .or(z.url({ protocol: /^http$/, hostname: /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/ })),
);

/**
 * Where a setup document is: of `tandem://provision?url=…` (percent-encoded), or of the `https:` address itself. Null:
 * the text leads to none. The address holds a token that works once, so it is as secret as a password.
 */
export function documentAddress(text: string): string | null {
  const typed = text.trim();
  const [, encoded] = /^tandem:(?:\/\/)?provision\/?\?url=([^&]+)$/i.exec(typed) ?? [];
  if (encoded === undefined && isSetupLink(typed)) return null;
  return DocumentAddress.safeParse(encoded === undefined ? typed : decoded(encoded)).data ?? null;
}

/** The host and port of an address, without the path that holds the token. */
export function addressHost(address: string): string {
  return /^https?:\/\/([^/?]+)/i.exec(address)?.[1]?.toLowerCase() ?? "";
}

/** The version of the document this program reads. A new field is a new version: what is not known is refused. */
export const SETUP_VERSION = 1;

const text = (longest: number) => z.string().trim().max(longest).default("");

/** An account on a PBX as an administrator writes it: as `SipLine`, with its password, without what this desktop makes. */
export const SetupLine = SipLine.omit({ lineId: true })
  .extend({
    title: text(64),
    domain: SipLine.shape.domain.default(""),
    authUser: SipLine.shape.authUser.default(""),
    displayName: text(64),
    password: z.string().min(1).max(256),
  })
  .strict();
export type SetupLine = z.output<typeof SetupLine>;

/**
 * The document behind a setup link, as JSON. Either `hub` or `lines`. `authorities`: certificates of the company as PEM;
 * `country`: whose numbers those without a code are (ISO 3166-1). docs/setup-link.md is the page for administrators.
 */
export const SetupDocument = z
  .strictObject({
    version: z.literal(SETUP_VERSION),
    /** Who gives it out, in words for the operator. */
    issuer: text(64),
    hub: HubAccount.strict().optional(),
    lines: z.array(SetupLine).min(1).max(MOST_SIP_LINES).optional(),
    authorities: z.string().min(1).max(200_000).optional(),
    country: z
      .string()
      .refine((code) => knownCountries().includes(code))
      .optional(),
  })
  .refine(({ hub, lines }) => (hub === undefined) !== (lines === undefined), { path: ["lines"] })
  .refine(({ lines = [] }) => new Set(lines.map(addressOf)).size === lines.length, { path: ["lines"] });
export type SetupDocument = z.output<typeof SetupDocument>;

/** Why a link did not lead to a document that can be used. */
export const SetupFailure = z.enum([
  ...PhoneFailure.options,
  "link-used",
  "link-not-found",
  "link-refused",
  "link-elsewhere",
  "document-too-slow",
  "document-too-large",
  "not-a-document",
  "document-too-new",
  "wrong-document",
  "no-certificate",
  "no-authority",
  "authority-expired",
  "too-many-authorities",
]);
export type SetupFailure = z.output<typeof SetupFailure>;

/** The document, or what is wrong with it; `detail` names the field (`lines[0].server`), never what stands in it. */
export type ReadSetup =
  | { readonly ok: true; readonly document: SetupDocument }
  | { readonly ok: false; readonly failure: SetupFailure; readonly detail: string };

/** Reads what a server gave. */
export function readSetupDocument(given: string): ReadSetup {
  const json = parsed(given);
  const version = z.object({ version: z.number().int() }).safeParse(json);
  if (typeof json !== "object" || json === null || Array.isArray(json))
    return { ok: false, failure: "not-a-document", detail: "" };
  if (version.success && version.data.version > SETUP_VERSION)
    return { ok: false, failure: "document-too-new", detail: String(version.data.version) };
  const document = SetupDocument.safeParse(json);
  if (document.success) return { ok: true, document: document.data };
  const [issue] = document.error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const detail = pathWords([...(issue?.path ?? []), ...unknown]);
  return { ok: false, failure: "wrong-document", detail };
}

function pathWords(path: readonly PropertyKey[]): string {
  const words = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return words.replace(/^\./, "").slice(0, 80);
}

function addressOf({ server, user, domain }: Pick<SetupLine, "server" | "user" | "domain">): string {
  return JSON.stringify([server, user, domain]);
}

function parsed(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return null;
  }
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return "";
  }
}
