import { mkdir, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import type { SavedFiles } from "../../core/ports/saved-files.ts";

/** So many files of one name may lie beside each other. */
const MOST_TRIES = 1000;
/** What Windows itself refuses, or takes for a device, a folder or another stream of a file. */
const FORBIDDEN = /[<>:"/\\|?*]/g;
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
/** Tells Windows that it came from outside: what opens it is careful (MS-FSCC, Zone.Identifier). */
const FROM_OUTSIDE = "[ZoneTransfer]\r\nZoneId=3\r\n";

/** Saves into one folder, which is asked for anew each time: the person may have moved it. */
export function createSavedFiles(parts: {
  readonly folder: () => string;
  /** Shows the file in its folder. */
  readonly show: (file: string) => void;
  readonly platform: NodeJS.Platform;
}): SavedFiles {
  return {
    async save(name, bytes) {
      const folder = parts.folder();
      await mkdir(folder, { recursive: true });
      const file = await writeBeside(folder, safeName(name), bytes);
      if (parts.platform === "win32") await writeFile(`${file}:Zone.Identifier`, FROM_OUTSIDE);
      return file;
    },
    show: parts.show,
  };
}

/** A name that every system takes, and that stays in its folder. */
export function safeName(name: string): string {
  const plain = name
    .replace(FORBIDDEN, "_")
    .replace(/^\.+|[.\s]+$/g, "")
    .trim();
  return plain === "" ? "file" : plain.replace(DEVICES, "_$&");
}

async function writeBeside(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const { name: stem, ext } = parse(name);
  for (let count = 1; count <= MOST_TRIES; count += 1) {
    const file = join(folder, count === 1 ? name : `${stem} (${count})${ext}`);
    try {
      await writeFile(file, bytes, { flag: "wx" });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  throw new Error("too many files of this name");
}
