import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Asterisk } from "../support/asterisk/asterisk.ts";
import { freeSipPort } from "../support/asterisk/free-ports.ts";
import { expect } from "./fixtures.ts";
import { CUSTOMER_HZ, pbxShift } from "./pbx-shift.ts";

// Asterisk records what the operator dials; the operator pauses it and lets it go on. The file itself is looked at.

const FILE = path.join(mkdtempSync(path.join(tmpdir(), "tandem-rec-")), "talk.wav");

const DIALPLAN = `[phones]
exten => _[+0-9]X.,1,Set(__DYNAMIC_FEATURES=recpause#recgoon)
 same => n,MixMonitor(${FILE},a)
 same => n,Dial(PJSIP/ivan,30)
[outside]
exten => _1XX,1,Dial(PJSIP/\${EXTEN},30)
`;

const test = pbxShift.extend<{ readonly isAllowed: boolean }>({
  isAllowed: [true, { option: true }],
  recording: "info",
  pbx: async ({ echoNumber, isAllowed }, use) => {
    const ports = { ivan: await freeSipPort(), vera: await freeSipPort() };
    const options = ["record_off_feature = recpause", "record_on_feature = recgoon"];
    await using asterisk = await Asterisk.start({
      accounts: [
        {
          user: "101",
          password: "pbx-secret",
          media: "webrtc",
          options: [`one_touch_recording = ${isAllowed ? "yes" : "no"}`, ...options],
        },
      ],
      peers: Object.entries(ports).map(([name, port]) => ({ name, port })),
      dialplan: DIALPLAN,
      features: ["recpause => *91,self/both,StopMixMonitor", `recgoon => *92,self/both,MixMonitor,"${FILE},a"`],
    });
    await use({ asterisk, ports, echoNumber });
  },
});

/** How much the file grows in a second. */
async function growth(): Promise<number> {
  const before = statSync(FILE).size;
  const untilMs = Date.now() + 1_000;
  await expect.poll(() => Date.now() >= untilMs).toBe(true);
  return statSync(FILE).size - before;
}

for (const recording of ["info", "*91/*92"])
  test.describe(`asked by ${recording}`, () => {
    test.use({ recording });

    test("the recording pauses and goes on at the PBX itself, and the call bar says how it stands", async ({
      onAsterisk,
    }) => {
      const { customer, screen, ear } = onAsterisk;
      await screen.dial("+79161234567");
      await customer.next("CALL_INCOMING");
      customer.answer();
      await screen.talks();
      expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
      await expect.poll(growth).toBeGreaterThan(4_000);

      await screen.tile(/^Не писать/).click();
      await expect(screen.page.getByTestId("recording-strip")).toContainText("Запись на паузе");
      await expect.poll(growth).toBe(0);

      await screen.tile(/^Писать/).click();
      await expect(screen.page.getByTestId("recording-strip")).toHaveCount(0);
      await expect(screen.tile(/^Не писать/)).not.toHaveAttribute("aria-disabled");
      await expect.poll(growth).toBeGreaterThan(4_000);
      await screen.hangUp();
    });
  });

test.describe("a PBX that does not let this phone", () => {
  test.use({ isAllowed: false });

  test("is said so, and the recording is shown as it is", async ({ onAsterisk }) => {
    const { customer, screen } = onAsterisk;
    await screen.dial("+79161234567");
    await customer.next("CALL_INCOMING");
    customer.answer();
    await screen.talks();
    await screen.tile(/^Не писать/).click();
    await expect(screen.page.getByText("АТС не приняла команду")).toBeVisible();
    await expect(screen.page.getByTestId("recording-strip")).toHaveCount(0);
    await expect.poll(growth).toBeGreaterThan(4_000);
    await screen.hangUp();
  });
});
