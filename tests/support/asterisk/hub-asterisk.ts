import { readFile } from "node:fs/promises";
import path from "node:path";
import { Asterisk } from "./asterisk.ts";
import type { AsteriskSettings } from "./asterisk-config.ts";

const DOCS = path.join(import.meta.dirname, "../../../docs/asterisk");

/** An Asterisk for a hub, with the very files that an administrator copies; phones and peers of the harness lead into them. */
export async function startHubAsterisk(
  settings: Partial<Pick<AsteriskSettings, "accounts" | "peers" | "features">> = {},
): Promise<Asterisk> {
  const [dialplan, sorcery] = await Promise.all(
    ["extensions.conf", "sorcery.conf"].map((name) => readFile(path.join(DOCS, name), "utf8")),
  );
  const contexts = "[phones]\ninclude => tandem-phones\n[outside]\ninclude => tandem\n";
  return Asterisk.start({ ...settings, dialplan: `${dialplan}\n${contexts}`, ...(sorcery && { sorcery }) });
}
