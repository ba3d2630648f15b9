import { join } from "node:path";
import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { backupSqlite, isBeingCopied, sqliteFileOf } from "../../db/backup-sqlite.ts";
import type { HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";

const Made = z.object({ file: z.string(), bytes: z.number().int(), headSeq: z.number().int() });

/** A copy of the hub's SQLite file, made while it serves. */
export const backupRoutes: HubRoutes = (app, { db, log, clock, settings }) => {
  app.post(
    "/backups",
    {
      config: { right: "hub.manage", rateLimit: { max: 10 } },
      schema: {
        summary: "Copy the SQLite file into HUB_BACKUP_FOLDER while the hub serves",
        description:
          "Encrypted as the file is. Events up to `headSeq` are in it. A hub on PostgreSQL is backed up by pg_dump.",
        tags: ["hub"],
        response: { 200: Made, 401: Refusal, 403: Refusal, 409: Refusal },
      },
    },
    async () => {
      const file = await sqliteFileOf(db);
      if (file === null) throw refused("other-engine", "This hub keeps no SQLite file: back its server up by pg_dump.");
      if (settings.backupFolder === undefined)
        throw refused("no-backup-folder", "Say where copies go by HUB_BACKUP_FOLDER, and start the hub again.");
      if (await isBeingCopied(db)) throw refused("backup-under-way", "A copy is being made: wait for its end.");
      const name = `hub-${new Date(clock.nowMs()).toISOString().replaceAll(/[:.]/g, "-")}.db`;
      const { headSeq } = log;
      const bytes = await backupSqlite(db, file, join(settings.backupFolder, name));
      return { file: name, bytes, headSeq };
    },
  );
};

function refused(code: string, message: string): HttpRefusedError {
  return new HttpRefusedError(409, { code, message, retry: code === "backup-under-way" ? "later" : "no" });
}
