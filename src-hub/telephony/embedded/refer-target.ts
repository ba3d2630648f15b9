import { type IncomingReferRequest, NameAddrHeader } from "sip.js/lib/core/index.js";
import { dialledUser } from "./dialled.ts";
import { type DialogName, dialogOfReplaces } from "./replaces.ts";

/** Where a REFER wants the other side to go: to somebody, or into the place of somebody who is talked with already. */
export type ReferTarget =
  | { readonly kind: "blind"; readonly dialled: string }
  | { readonly kind: "attended"; readonly dialog: DialogName }
  | { readonly kind: "bad"; readonly statusCode: number; readonly reasonPhrase?: string };

const BAD_REFER_TO = { kind: "bad", statusCode: 400, reasonPhrase: "Bad Refer-To" } as const;

/** Reads the one Refer-To of a REFER (RFC 3515 §2.1, with a Replaces in it RFC 5589 §7). */
export function referTargetOf({ message }: IncomingReferRequest): ReferTarget {
  const referTo: unknown = message.getHeaders("refer-to").length === 1 ? message.parseHeader("refer-to") : null;
  if (!(referTo instanceof NameAddrHeader) || referTo.uri.scheme !== "sip") return BAD_REFER_TO;
  const { headers, user } = referTo.uri;
  const names = Object.keys(headers);
  if (names.length === 0) {
    const dialled = dialledUser(user);
    return dialled ? { kind: "blind", dialled } : { kind: "bad", statusCode: 404 };
  }
  // Other headers would be put into an INVITE that the exchange does not send for a stranger.
  const dialog = names.join() === "Replaces" ? dialogOfReplaces(headers.Replaces?.[0] ?? "") : null;
  return dialog ? { kind: "attended", dialog } : BAD_REFER_TO;
}
