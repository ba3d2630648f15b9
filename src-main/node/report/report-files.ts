import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReportFiles } from "../../core/ports/report-files.ts";

/** What IT reads of a log; a talk with trouble is some hundred lines. */
const LOG_BYTES = 256 * 1024;

/** Reports beside the log of the desktop, in a folder that only this user can read. */
export function createReportFiles(parts: {
  readonly logFile: string;
  readonly folder: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Shows the file in its folder. */
  readonly show: (file: string) => void;
}): ReportFiles {
  return {
    versions: () => parts.versions,
    readLog: () => lastLines(parts.logFile, LOG_BYTES),
    async save(name, text) {
      await mkdir(parts.folder, { recursive: true, mode: 0o700 });
      const file = join(parts.folder, name);
      await writeFile(file, text, { mode: 0o600 });
      parts.show(file);
      return file;
    },
  };
}

/** Whole lines of the end of a file; none when there is no file. */
async function lastLines(path: string, bytes: number): Promise<readonly string[]> {
  const file = await open(path).catch(() => null);
  if (file === null) return [];
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - bytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const lines = buffer
      .subarray(0, bytesRead)
      .toString("utf8")
      .split("\n")
      .filter((line) => line !== "");
    return from === 0 ? lines : lines.slice(1);
  } finally {
    await file.close();
  }
}
