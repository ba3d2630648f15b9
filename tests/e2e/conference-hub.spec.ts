import { type Hub, startHub } from "../../src-hub/hub.ts";
import { OperatorId } from "../../src-shared/ids.ts";
import { aFolder, foldAll, SECRETS, TEAM } from "../integration/hub/support/a-hub.ts";
import { BaresipCustomer } from "../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../support/asterisk/free-ports.ts";
import { startHubAsterisk } from "../support/asterisk/hub-asterisk.ts";
import { OperatorEar } from "../support/operator-ear.ts";
import { test as base, expect } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import type { Tandem } from "./tandem.ts";

// A talk of three where the hub's calls go by Asterisk: the desktop mixes it, the hub and the PBX know of two talks.

const [OPERATOR_HZ, CUSTOMER_HZ, COLLEAGUE_HZ] = [440, 770, 1300];
const ALL = [OPERATOR_HZ, CUSTOMER_HZ, COLLEAGUE_HZ];
const GENEROUS = { timeout: 20_000 };
const lev = OperatorId.parse("lev");

type Three = {
  readonly tandem: Tandem;
  readonly screen: OperatorScreen;
  readonly ear: OperatorEar;
  readonly hub: () => Hub;
  /** The hub dies in order and another comes, on the same port and database. */
  readonly restart: () => Promise<void>;
  readonly customer: BaresipCustomer;
  readonly colleague: BaresipCustomer;
};

const test = base.extend<{ readonly three: Three }>({
  three: async ({ launchTandem }, use) => {
    const ports = { ivan: await freeSipPort(), lev: await freeSipPort() };
    // Lev's phone is one of another make, whose account stands in pjsip.conf.
    const peers = [
      { name: "ivan", port: ports.ivan },
      { name: "1002", port: ports.lev },
    ];
    await using asterisk = await startHubAsterisk({ peers });
    const folder = aFolder();
    const media = { media_address: "127.0.0.1", bind_rtp_to_media_address: "yes" };
    const start = (port: number) =>
      startHub({
        ...{ databaseFile: `${folder.path}/hub.db`, databaseKey: null, listen: { host: "127.0.0.1", port } },
        ...{ team: TEAM, secrets: SECRETS },
        // Shorter than in earnest, so that nobody waits for it.
        asterisk: {
          patience: { conferenceMs: 1_500 },
          ari: asterisk.ari,
          phoneServer: asterisk.wsUrl,
          phoneFields: media,
        },
      });
    let hub = await start(0);
    const { port } = hub;
    const baresip = (name: "ivan" | "1002", own: number, hz: number) =>
      BaresipCustomer.start({ name, port: own, pbxPort: asterisk.sipPort, hz });
    await using customer = await baresip("ivan", ports.ivan, CUSTOMER_HZ);
    await using colleague = await baresip("1002", ports.lev, COLLEAGUE_HZ);
    const restart = async () => {
      await hub.stop();
      hub = await start(port);
    };
    const account = { url: `http://127.0.0.1:${port}`, login: "marina", secret: SECRETS.marina };
    const tandem = await launchTandem({ hub: account, fakeMicTone: OPERATOR_HZ });
    const screen = new OperatorScreen(tandem.window);
    const ear = await OperatorEar.attach(tandem.mediaWindow());
    await use({ tandem, screen, ear, hub: () => hub, restart, customer, colleague });
    await hub.stop();
    folder.remove();
  },
});

/** Who of the parties hears these tones, and none of the others'. */
async function hear(party: BaresipCustomer, ...heard: readonly number[]) {
  for (const hz of ALL)
    await expect.poll(() => party.hears(hz), { message: `${hz} Hz`, ...GENEROUS }).toBe(heard.includes(hz));
}

const contacts = async (hub: Hub) => foldAll(await hub.log.read(0, 10_000));

/** The customer talks with the operator, who asked the colleague and took both into one talk. */
async function talkOfThree({ screen, ear, customer, colleague }: Three): Promise<void> {
  await screen.choose("На линии принимаете обращения");
  await expect(screen.readiness).toContainText("Готовы к звонкам");
  customer.dial("700");
  await screen.answer();
  await hear(customer, OPERATOR_HZ);
  await screen.page.keyboard.press("KeyT");
  await screen.page.getByRole("textbox", { name: "Имя, добавочный или номер" }).fill("1002");
  await screen.page
    .getByRole("button", { name: /^Спросить сначала/ })
    .first()
    .click();
  await colleague.next("CALL_INCOMING");
  colleague.answer();
  await expect(screen.tile(/^Втроём/)).not.toHaveAttribute("aria-disabled");
  await screen.page.keyboard.press("KeyA");
  await expect(screen.callBar).toContainText("все слышат друг друга");
  await hear(customer, OPERATOR_HZ, COLLEAGUE_HZ);
  await hear(colleague, OPERATOR_HZ, CUSTOMER_HZ);
  for (const hz of [CUSTOMER_HZ, COLLEAGUE_HZ]) expect(await ear.hearsAnywhere(hz)).toBe(true);
}

/** Lev has the customer now, and the talk ends when he hangs up. */
async function goesOnWithoutOperator({ hub, customer, colleague }: Three): Promise<void> {
  await hear(customer, COLLEAGUE_HZ);
  await hear(colleague, CUSTOMER_HZ);
  await expect.poll(async () => (await contacts(hub()))[0]?.operatorId, GENEROUS).toBe(lev);
  await expect.poll(async () => (await contacts(hub()))[1]?.result, GENEROUS).toBe("answered");
  expect(hub().service.brokenInvariants()).toEqual([]);
  colleague.hangUp();
  await customer.next("CALL_CLOSED");
  await expect.poll(async () => (await contacts(hub()))[0]?.result, GENEROUS).toBe("answered");
}

test("on the hub's Asterisk: three hear each other, through a restart of the hub, and two when the operator leaves", async ({
  three,
}) => {
  await talkOfThree(three);
  const { hub, restart, screen, customer, colleague } = three;
  await restart();
  expect((await contacts(hub())).map(({ state }) => state)).toEqual(["active", "active"]);
  await hear(customer, OPERATOR_HZ, COLLEAGUE_HZ);
  await hear(colleague, OPERATOR_HZ, CUSTOMER_HZ);
  await screen.tile(/^Выйти/).click();
  await goesOnWithoutOperator(three);
});

test("on the hub's Asterisk: the desktop that mixed them dies, and the two others have each other", async ({
  three,
}) => {
  await talkOfThree(three);
  three.tandem.process.kill("SIGKILL");
  await goesOnWithoutOperator(three);
});
