import * as z from "zod";
import { LineId } from "../ids.ts";
import { LineColleagues } from "./line-colleague.ts";

/** Accounts on PBXs beside the hub's line. Each keeps a flow and a registration of its own. */
export const MOST_SIP_LINES = 5;

/** A host name or an address, as it stands in a SIP address after the @. */
const Host = z
  .string()
  .max(253)
  .regex(/^[\w.-]+$/);

/** `ws:` (RFC 7118) or `wss:`; what else a URL may hold (a password, a fragment) is refused. */
const Server = z
  .url({ protocol: /^wss?$/ })
  .max(256)
  .refine((text) => !/[@#]/.test(text));

/** The user part of a SIP address without its rarer signs: what PBXs really give out. */
const User = z
  .string()
  .max(64)
  .regex(/^[\w.+*~!-]+$/);

/** The echo test of FreePBX and of what is made of it. */
export const USUAL_ECHO_NUMBER = "*43";

/** A number of the PBX that gives back what it hears; empty: it has none. */
export const EchoNumber = z
  .string()
  .max(32)
  .regex(/^[\w.+*#-]*$/);

/**
 * How the PBX of an account is asked to pause the recording of a talk and to go on. Empty: it does not record, or cannot.
 * `info`: an INFO with `Record: off` / `Record: on` (Asterisk's one-touch recording, and the phones it was made for).
 * `*91/*92`: what is dialled into the talk to pause, and to go on.
 */
export const RecordingControl = z
  .string()
  .max(32)
  .regex(/^(?:|info|[0-9*#]{1,8}\/[0-9*#]{1,8})$/i);

/**
 * An account on a PBX, without its password. `domain` is the host of the server unless the PBX says otherwise;
 * `authUser` is the name for the digest (RFC 3261 §22.4) where it is not the login; an empty text means "the usual".
 */
export const SipLine = z.object({
  lineId: LineId,
  title: z.string().trim().max(64),
  server: Server,
  user: User,
  domain: Host.or(z.literal("")),
  authUser: User.or(z.literal("")),
  displayName: z.string().trim().max(64),
  echoNumber: EchoNumber.default(USUAL_ECHO_NUMBER),
  recording: RecordingControl.default(""),
  /** Whose line state is followed at this PBX. */
  colleagues: LineColleagues.default([]),
});
export type SipLine = z.output<typeof SipLine>;

/** What the person typed. `lineId` null: a new line. `password` null: the one that is kept already. */
export const SipLineDraft = SipLine.omit({ lineId: true }).extend({
  lineId: LineId.nullable(),
  password: z.string().min(1).max(256).nullable(),
});
export type SipLineDraft = z.output<typeof SipLineDraft>;
