import * as z from "zod";
import { HOME_COUNTRY } from "../../../src-shared/domain/phone-number.ts";
import { HUB_LINE, SipLine } from "../../../src-shared/domain/sip-line.ts";
import { LineId } from "../../../src-shared/ids.ts";
import type { AccountSettings, AccountStore } from "../../core/ports/store.ts";
import type { WriteDb } from "./access.ts";

const NAME = "accounts";

const Settings = z.object({
  // One that this program cannot read is left out, so that it does not take the others with it.
  lines: z.array(z.unknown()).transform((all) => all.flatMap((one) => SipLine.safeParse(one).data ?? [])),
  outgoingLineId: LineId,
  homeCountry: z.string().catch(HOME_COUNTRY),
});

const NONE: AccountSettings = { lines: [], outgoingLineId: HUB_LINE, homeCountry: HOME_COUNTRY };

/** The accounts without their passwords, as JSON among the preferences. */
export function createAccountStore(db: WriteDb): AccountStore {
  return {
    read() {
      const row = db.get<{ value: string }>("SELECT value FROM preferences WHERE name = ?", NAME);
      return row ? parse(row.value) : NONE;
    },
    write: (settings) => {
      db.run(
        "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        NAME,
        JSON.stringify(settings),
      );
    },
  };
}

function parse(text: string): AccountSettings {
  try {
    return Settings.parse(JSON.parse(text));
  } catch {
    return NONE;
  }
}
