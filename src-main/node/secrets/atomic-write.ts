import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** The file holds either the old content or the new one, also after a power loss. */
export async function writeAtomically(file: string, content: Uint8Array): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, "w", 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  // Windows cannot open a directory; there the rename is journalled by NTFS itself.
  if (process.platform === "win32") return;
  const directory = await open(dirname(file), "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
