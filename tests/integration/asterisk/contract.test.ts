import { afterAll, beforeAll } from "vitest";
import type { Asterisk } from "../../support/asterisk/asterisk.ts";
import { asteriskStage } from "../../support/asterisk/asterisk-stage.ts";
import { startHubAsterisk } from "../../support/asterisk/hub-asterisk.ts";
import { passwordOf } from "../../support/exchange-rig.ts";
import { describeTelephony } from "../../support/telephony-contract.ts";

let asterisk: Asterisk;

beforeAll(async () => {
  const users = ["anna", "101", "102", "103"];
  const accounts = users.map((user) => ({ user, password: passwordOf(user), media: "plain" }) as const);
  asterisk = await startHubAsterisk({ accounts });
});

afterAll(() => asterisk.stop());

describeTelephony("Asterisk by ARI", () => asteriskStage(asterisk));
