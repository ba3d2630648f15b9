import { existsSync } from "node:fs";

/** The machine's own Chromium, which carries customers and the stand-in's windows. */
export function chromiumPath(): string {
  const candidates = [
    process.env.STANDIN_CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  const found = candidates.find((candidate) => candidate !== undefined && existsSync(candidate));
  if (found === undefined) throw new Error("no Chromium found: apt-get install chromium, or set STANDIN_CHROMIUM");
  return found;
}
