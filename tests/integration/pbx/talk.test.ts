import { Asterisk } from "../../support/asterisk/asterisk.ts";
import { passwordOf } from "../../support/exchange-rig.ts";
import { describeTalk } from "../phone/support/talk-suite.ts";

describeTalk("Asterisk", async () => {
  const accounts = ["101", "102"].map((user) => ({ user, password: passwordOf(user), media: "webrtc" as const }));
  const asterisk = await Asterisk.start({ accounts });
  return { server: asterisk.wsUrl, isElsewhere: true, stop: () => asterisk.stop() };
});
