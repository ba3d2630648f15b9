import * as z from "zod";
import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import { HOME_COUNTRY } from "../../../src-shared/domain/phone-number.ts";
import { SipLine } from "../../../src-shared/domain/sip-line.ts";
import { LineId } from "../../../src-shared/ids.ts";
import type { AccountSettings, AccountStore } from "../../core/ports/store.ts";
import type { WriteDb } from "./access.ts";
import { jsonSetting } from "./json-setting.ts";

// What this program cannot read is left out, so that it does not take the rest with it.
const Settings = z.object({
  lines: z.array(z.unknown()).transform((all) => all.flatMap((one) => SipLine.safeParse(one).data ?? [])),
  outgoingLineId: LineId.catch(HUB_LINE),
  homeCountry: z.string().catch(HOME_COUNTRY),
});

const NONE: AccountSettings = { lines: [], outgoingLineId: HUB_LINE, homeCountry: HOME_COUNTRY };

/** The accounts without their passwords. */
export function createAccountStore(db: WriteDb): AccountStore {
  return jsonSetting<AccountSettings>(db, "accounts", Settings, NONE);
}
