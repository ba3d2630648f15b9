import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { findPostgresClient } from "../../scripts/setup/postgres-client.mjs";

const run = promisify(execFile);

/** Runs PostgreSQL's own tool for backups as an administrator does; what it says when it fails is the error's words. */
export async function postgresTool(tool: "pg_dump" | "pg_restore", args: readonly string[]): Promise<void> {
  const found = findPostgresClient();
  if (!found)
    throw new Error(
      `no ${tool} here: \`npm test -- integration\` fetches it from Debian (scripts/setup/postgres-client.mjs)`,
    );
  const program = path.join(found.folder, "usr/lib/postgresql/18/bin", tool);
  await run(found.loader, ["--library-path", found.libraries, program, ...args]);
}
