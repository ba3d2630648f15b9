import { readFile } from "node:fs/promises";
import { afterAll, beforeAll } from "vitest";
import { Asterisk } from "../../support/asterisk/asterisk.ts";
import { asteriskStage } from "../../support/asterisk/asterisk-stage.ts";
import { passwordOf } from "../../support/exchange-rig.ts";
import { describeTelephony } from "../../support/telephony-contract.ts";

let asterisk: Asterisk;

beforeAll(async () => {
  const accounts = ["anna", "101", "102", "103"].map(
    (user) => ({ user, password: passwordOf(user), media: "plain" }) as const,
  );
  const dialplan = await readFile(new URL("../../support/asterisk/hub.conf", import.meta.url), "utf8");
  asterisk = await Asterisk.start({ accounts, dialplan });
});

afterAll(() => asterisk.stop());

describeTelephony("Asterisk by ARI", () => asteriskStage(asterisk));
