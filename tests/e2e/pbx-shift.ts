import { readFileSync } from "node:fs";
import { Asterisk } from "../support/asterisk/asterisk.ts";
import { BaresipCustomer } from "../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../support/asterisk/free-ports.ts";
import { OperatorEar } from "../support/operator-ear.ts";
import { test } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import type { Tandem } from "./tandem.ts";
import { testTeam } from "./test-team.ts";

// The whole app on a real PBX: Asterisk 22 between the operator (101), a customer and a colleague (102) with baresip.

export const OPERATOR_HZ = 440;
export const CUSTOMER_HZ = 770;
export const COLLEAGUE_HZ = 1300;

const DIALPLAN = readFileSync(new URL("../support/asterisk/phones.conf", import.meta.url), "utf8");
/** 199 gives back what it hears; a longer number is the customer's. */
const OUR_NUMBERS = `[phones]
exten => 102,1,Dial(PJSIP/vera,30)
 same => n,Hangup(\${HANGUPCAUSE})
exten => 199,1,Answer()
 same => n,Echo()
exten => _[+0-9]X.,1,Dial(PJSIP/ivan,30)
`;

export type PbxShift = {
  readonly tandem: Tandem;
  readonly asterisk: Asterisk;
  readonly customer: BaresipCustomer;
  readonly screen: OperatorScreen;
  readonly ear: OperatorEar;
};

/** `echoNumber`: what the account says of it. `onAsterisk`: the operator's desktop is ready there, and a customer may call. `colleague`: answers at 102. */
export const pbxShift = test.extend<{
  readonly pbx: {
    readonly asterisk: Asterisk;
    readonly ports: Readonly<Record<"ivan" | "vera", number>>;
    readonly echoNumber: string;
  };
  readonly onAsterisk: PbxShift;
  readonly colleague: BaresipCustomer;
  readonly echoNumber: string;
  /** What the account says of recording; empty: the PBX does not record. */
  readonly recording: string;
}>({
  recording: ["", { option: true }],
  echoNumber: ["199", { option: true }],
  pbx: async ({ echoNumber }, use) => {
    const ports = { ivan: await freeSipPort(), vera: await freeSipPort() };
    await using asterisk = await Asterisk.start({
      accounts: [{ user: "101", password: "pbx-secret", media: "webrtc" }],
      peers: Object.entries(ports).map(([name, port]) => ({ name, port })),
      dialplan: DIALPLAN.replace("[phones]\n", OUR_NUMBERS),
    });
    await use({ asterisk, ports, echoNumber });
  },
  onAsterisk: async ({ launchTandem, pbx, recording }, use) => {
    const { asterisk, ports, echoNumber } = pbx;
    await using customer = await BaresipCustomer.start({
      name: "ivan",
      port: ports.ivan,
      pbxPort: asterisk.sipPort,
      hz: CUSTOMER_HZ,
    });
    const env = {
      TANDEM_SIP_SERVER: asterisk.wsUrl,
      TANDEM_SIP_USER: "101",
      TANDEM_SIP_PASSWORD: "pbx-secret",
      TANDEM_SIP_ECHO: echoNumber,
      TANDEM_SIP_RECORDING: recording,
    };
    const tandem = await launchTandem({ team: testTeam(), fakeMicTone: OPERATOR_HZ, env });
    const ear = await OperatorEar.attach(tandem.mediaWindow());
    await use({ tandem, asterisk, customer, screen: new OperatorScreen(tandem.window), ear });
  },
  colleague: async ({ pbx }, use) => {
    const { asterisk, ports } = pbx;
    await using colleague = await BaresipCustomer.start({
      name: "vera",
      port: ports.vera,
      pbxPort: asterisk.sipPort,
      hz: COLLEAGUE_HZ,
    });
    await use(colleague);
  },
});
