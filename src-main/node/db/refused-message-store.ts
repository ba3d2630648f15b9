import * as z from "zod";
import { RefusedMessage, type RefusedMessageStore } from "../../core/ports/refused-message-store.ts";
import type { WriteDb } from "./access.ts";
import { jsonSetting } from "./json-setting.ts";

/** One setting a login: no other name begins with `refused:`. */
export function createRefusedMessageStore(db: WriteDb): RefusedMessageStore {
  const of = (login: string) =>
    jsonSetting<readonly RefusedMessage[]>(db, `refused:${login}`, z.array(RefusedMessage), []);
  return {
    read: (login) => of(login).read(),
    write: (login, messages) => of(login).write(messages),
  };
}
