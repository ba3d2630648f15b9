import { SaxesParser } from "saxes";
import * as z from "zod";

/** A document of one phone's calls has some hundred characters; what is longer is not read at all. */
const MOST_CHARACTERS = 65_536;
const MOST_DIALOGS = 100;
const MOST_DEPTH = 12;
const NAMESPACE = "urn:ietf:params:xml:ns:dialog-info";

export const DIALOG_INFO = "application/dialog-info+xml";

const DialogStateName = z.enum(["trying", "proceeding", "early", "confirmed", "terminated"]);
export type DialogStateName = z.output<typeof DialogStateName>;

/** RFC 4235 §4.1, as far as the state of a line needs it. */
const DialogInfo = z.object({
  version: z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number),
  state: z.enum(["full", "partial"]),
  dialogs: z
    .array(z.object({ id: z.string().min(1).max(256), state: z.string().trim().pipe(DialogStateName) }))
    .max(MOST_DIALOGS),
});
export type DialogInfo = z.output<typeof DialogInfo>;

type OpenDialog = { id: string | undefined; state: string };

/**
 * Reads a dialog-info document; null when it is none. It comes from the network: size, depth and number are limited, and
 * a document with a DOCTYPE is refused, so that no entity is ever defined.
 */
export function readDialogInfo(text: string): DialogInfo | null {
  if (text.length > MOST_CHARACTERS) return null;
  try {
    return DialogInfo.safeParse(parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  const parser = new SaxesParser({ xmlns: true });
  const path: string[] = [];
  const dialogs: OpenDialog[] = [];
  const roots: { version: string | undefined; state: string | undefined }[] = [];
  const refuse = (why: string): never => {
    throw new Error(why);
  };
  parser.on("error", (error) => refuse(error.message));
  parser.on("doctype", () => refuse("a DOCTYPE"));
  parser.on("opentag", ({ local, uri, attributes }) => {
    // Elements of other namespaces are extensions (RFC 4235 §4.5): they say nothing here.
    path.push(uri === NAMESPACE ? local : "");
    if (path.length > MOST_DEPTH || dialogs.length > MOST_DIALOGS) refuse("too much");
    const place = path.join("/");
    if (place === "dialog-info") roots.push({ version: attributes.version?.value, state: attributes.state?.value });
    else if (place === "dialog-info/dialog") dialogs.push({ id: attributes.id?.value, state: "" });
  });
  parser.on("closetag", () => path.pop());
  const addText = (more: string) => {
    const dialog = dialogs.at(-1);
    if (dialog && path.join("/") === "dialog-info/dialog/state") dialog.state += more;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(text).close();
  return { dialogs, ...roots[0] };
}
