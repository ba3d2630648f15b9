import { expect, test } from "vitest";
import { writeAccess } from "../../../src-main/node/db/access.ts";
import { createAccountStore } from "../../../src-main/node/db/account-store.ts";
import { openDatabase } from "../../../src-main/node/db/open-database.ts";
import { OUTBOX_MIGRATIONS } from "../../../src-main/node/db/outbox-migrations.ts";
import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import { SipLine } from "../../../src-shared/domain/sip-line.ts";
import { TEST_KEY, TemporaryFolder } from "../../support/cache-folder.ts";

const line = SipLine.parse({
  lineId: "pbx",
  title: "PBX",
  server: "wss://pbx.invalid/ws",
  user: "101",
  domain: "",
  authUser: "",
  displayName: "",
});

test("an outgoing line that cannot be read, or a line that cannot, takes nothing else with it", () => {
  using folder = new TemporaryFolder();
  const opened = openDatabase(folder.file("outbox.db"), TEST_KEY, OUTBOX_MIGRATIONS, "FULL");
  if (!opened.ok) throw new Error(opened.detail);
  const access = writeAccess(opened.value);
  const kept = { lines: [line, { lineId: "newer", kind: "unknown" }], outgoingLineId: 7, homeCountry: "KZ" };
  access.run("INSERT INTO preferences (name, value) VALUES ('accounts', ?)", JSON.stringify(kept));
  expect(createAccountStore(access).read()).toEqual({ lines: [line], outgoingLineId: HUB_LINE, homeCountry: "KZ" });
  opened.value.close();
});
