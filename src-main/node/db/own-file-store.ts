import * as z from "zod";
import { OwnFile, type OwnFileStore } from "../../core/ports/own-file-store.ts";
import type { WriteDb } from "./access.ts";
import { jsonSetting } from "./json-setting.ts";

/** One setting a login: no other name begins with `own-files:`. */
export function createOwnFileStore(db: WriteDb): OwnFileStore {
  const of = (login: string) => jsonSetting<readonly OwnFile[]>(db, `own-files:${login}`, z.array(OwnFile), []);
  return {
    read: (login) => of(login).read(),
    write: (login, files) => of(login).write(files),
  };
}
