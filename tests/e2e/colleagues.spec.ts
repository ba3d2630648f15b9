import { mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Asterisk } from "../support/asterisk/asterisk.ts";
import { BaresipCustomer } from "../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../support/asterisk/free-ports.ts";
import { expect, test } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { testTeam } from "./test-team.ts";

// Colleagues of an account and how their lines stand, as Asterisk's hints tell; Vera has a real softphone at 102.

const CUSTOMER_HZ = 770;
const COLLEAGUE_HZ = 1300;
const DIALPLAN = readFileSync(new URL("../support/asterisk/phones.conf", import.meta.url), "utf8");
const VERA = `[phones]
exten => 102,hint,PJSIP/vera
exten => 102,1,Dial(PJSIP/vera,30)
 same => n,Hangup(\${HANGUPCAUSE})
`;
const SHOTS = resolve(import.meta.dirname, "shots");

test("a colleague's line is seen as it rings, talks and is free; they are called and asked from there; a PBX that dies leaves nothing believed", async ({
  launchTandem,
}) => {
  const ports = { ivan: await freeSipPort(), vera: await freeSipPort() };
  await using asterisk = await Asterisk.start({
    accounts: [{ user: "101", password: "pbx-secret", media: "webrtc" }],
    peers: Object.entries(ports).map(([name, port]) => ({ name, port })),
    dialplan: DIALPLAN.replace("[phones]\n", VERA),
  });
  const pbxPort = asterisk.sipPort;
  await using customer = await BaresipCustomer.start({ name: "ivan", port: ports.ivan, pbxPort, hz: CUSTOMER_HZ });
  await using vera = await BaresipCustomer.start({ name: "vera", port: ports.vera, pbxPort, hz: COLLEAGUE_HZ });
  const { window: page } = await launchTandem({ team: testTeam(), fakeMicTone: 440 });
  const screen = new OperatorScreen(page);
  mkdirSync(SHOTS, { recursive: true });

  await page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  await page.getByRole("button", { name: "Учётные записи" }).click();
  await page.getByRole("button", { name: "Добавить учётную запись" }).click();
  const dialog = page.getByRole("dialog", { name: "Вход по SIP-учётной записи" });
  await dialog.getByLabel("Сервер").fill(asterisk.wsUrl);
  await dialog.getByLabel("Логин", { exact: true }).fill("101");
  await dialog.getByLabel("Пароль").fill("pbx-secret");
  await dialog.getByLabel("Название линии").fill("Заказы");
  await dialog.getByLabel("Коллеги").fill("Вера 102");
  await dialog.getByRole("button", { name: "Войти" }).click();
  await expect(dialog.getByText("В каждой строке сначала добавочный")).toBeVisible();
  await dialog.getByLabel("Коллеги").fill("102 Вера Павлова\n999 Никто");
  await dialog.getByRole("button", { name: "Войти" }).click();
  await expect(dialog).toHaveCount(0);

  await screen.openQueue();
  await page.getByRole("button", { name: "Коллеги и их линии" }).click();
  const people = page.getByRole("region", { name: "Коллеги: Заказы" });
  const row = people.getByRole("listitem", { name: "Вера Павлова" });
  await expect(row).toContainText("линия свободна");
  await expect(people.getByRole("listitem", { name: "Никто" })).toContainText("АТС не показывает этот добавочный");

  customer.dial("102");
  await vera.next("CALL_INCOMING");
  await expect(row).toContainText("звонит");
  vera.answer();
  await customer.next("CALL_ESTABLISHED");
  await expect(row).toContainText("разговаривает");
  await page.screenshot({ path: `${SHOTS}/colleagues-talking.png` });
  customer.hangUp();
  await expect(row).toContainText("линия свободна");
  await vera.next("CALL_CLOSED");

  await row.getByRole("button", { name: "Позвонить: Вера Павлова" }).click();
  await vera.next("CALL_INCOMING");
  vera.answer();
  await screen.talks();
  await expect(screen.callBar).toContainText("Вера Павлова");
  await expect(screen.callBar).toContainText("Линия «Заказы»");
  await screen.hangUp();
  await vera.next("CALL_CLOSED");

  customer.dial("101");
  await screen.answer();
  await page.keyboard.press("KeyT");
  const panel = page.getByRole("list", { name: "Коллеги" });
  await expect(panel.getByRole("listitem").filter({ hasText: "Вера Павлова" })).toContainText("линия свободна");
  await panel.getByRole("button", { name: "Спросить сначала: Вера Павлова" }).click();
  await vera.next("CALL_INCOMING");
  vera.answer();
  await screen.tile(/^Соединить/).click();
  await expect(page.getByText("Разговор переведён", { exact: true })).toBeVisible();
  await expect.poll(() => customer.hears(COLLEAGUE_HZ)).toBe(true);

  await page.getByRole("button", { name: "Коллеги и их линии" }).click();
  await expect(row).toContainText("разговаривает");
  customer.hangUp();
  await expect(row).toContainText("линия свободна");

  await asterisk.die();
  await expect(row).toContainText("неизвестно: ваша линия не подключена");
  await page.screenshot({ path: `${SHOTS}/colleagues-unknown.png` });
  await asterisk.startAgain();
  await expect(row).toContainText("линия свободна");
});
