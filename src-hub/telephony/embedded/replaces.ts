/** A dialog as a Replaces header names it, from the point of view of who holds it (RFC 3891 §3). */
export type DialogName = { readonly callId: string; readonly localTag: string; readonly remoteTag: string };

const TAG = /^[\w.!%*+`'~-]{1,128}$/;
const CALL_ID = /^[^\s;<>]{1,256}$/;

/** Reads a Replaces value (percent-encoded, as in the URI of a Refer-To); null when it is none. */
export function dialogOfReplaces(encoded: string): DialogName | null {
  let text: string;
  try {
    text = decodeURIComponent(encoded);
  } catch {
    return null;
  }
  const [callId = "", ...parameters] = text.split(";").map((part) => part.trim());
  const parameter = (name: string): string | null => {
    const found = parameters.filter((each) => each.toLowerCase().startsWith(`${name}=`));
    return found.length === 1 ? (found[0]?.slice(name.length + 1) ?? null) : null;
  };
  const [localTag, remoteTag] = [parameter("to-tag"), parameter("from-tag")];
  if (!CALL_ID.test(callId) || localTag === null || remoteTag === null) return null;
  return TAG.test(localTag) && TAG.test(remoteTag) ? { callId, localTag, remoteTag } : null;
}
