import { mkdirSync, readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { Asterisk } from "../support/asterisk/asterisk.ts";
import { BaresipCustomer } from "../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../support/asterisk/free-ports.ts";
import { CompanyAuthority } from "../support/company-authority.ts";
import { ConnectProxy } from "../support/connect-proxy.ts";
import { OperatorEar } from "../support/operator-ear.ts";
import { test as base, expect } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import type { Tandem } from "./tandem.ts";
import { SECRETS, testTeam } from "./test-team.ts";

// Accounts of one's own on a real PBX, typed into the settings, beside the line of the hub inside.

const OPERATOR_HZ = 440;
const CUSTOMER_HZ = 770;
const PASSWORD = "pbx-secret-101";
const DIALPLAN = readFileSync(new URL("../support/asterisk/phones.conf", import.meta.url), "utf8");
const TO_CUSTOMER = "exten => _+X.,1,Dial(PJSIP/ivan,30)\n";

type Desk = {
  readonly asterisk: Asterisk;
  readonly customer: BaresipCustomer;
  readonly tandem: Tandem;
  readonly screen: OperatorScreen;
};

const test = base.extend<{ readonly desk: Desk }>({
  desk: async ({ launchTandem }, use) => {
    const port = await freeSipPort();
    await using asterisk = await Asterisk.start({
      accounts: [
        { user: "101", password: PASSWORD, media: "webrtc" },
        { user: "102", password: "pbx-secret-102", media: "webrtc" },
      ],
      peers: [{ name: "ivan", port }],
      dialplan: DIALPLAN.replace("[outside]", `${TO_CUSTOMER}[outside]`),
    });
    await using customer = await BaresipCustomer.start({
      name: "ivan",
      port,
      pbxPort: asterisk.sipPort,
      hz: CUSTOMER_HZ,
    });
    const tandem = await launchTandem({ team: testTeam(), fakeMicTone: OPERATOR_HZ });
    await use({ asterisk, customer, tandem, screen: new OperatorScreen(tandem.window) });
  },
});

async function openAccounts(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  await page.getByRole("button", { name: "Учётные записи" }).click();
}

type Typed = { readonly server: string; readonly user: string; readonly password: string; readonly title: string };

async function typeAccount(page: Page, { server, user, password, title }: Typed) {
  await page.getByRole("button", { name: "Добавить учётную запись" }).click();
  const dialog = page.getByRole("dialog", { name: "Вход по SIP-учётной записи" });
  await dialog.getByLabel("Сервер").fill(server);
  await dialog.getByLabel("Логин", { exact: true }).fill(user);
  await dialog.getByLabel("Пароль").fill(password);
  await dialog.getByLabel("Название линии").fill(title);
  return dialog;
}

function lineRow(page: Page, name: string) {
  return page.getByRole("region", { name: "Линии" }).getByRole("listitem", { name });
}

test("an account is tried, signed in to, called on and called by; it is there after a restart, and signed out of", async ({
  desk,
  launchTandem,
}) => {
  const { asterisk, customer, tandem, screen } = desk;
  const { page } = screen;
  await openAccounts(page);
  const dialog = await typeAccount(page, { server: asterisk.wsUrl, user: "101", password: "wrong", title: "Заказы" });
  await dialog.getByRole("button", { name: "Проверить" }).click();
  await expect(dialog.getByRole("status")).toHaveText("Сервер не принял логин или пароль.");
  await dialog.getByLabel("Пароль").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Проверить" }).click();
  await expect(dialog.getByRole("status")).toHaveText("Вход выполнен, линия работает.");
  await dialog.getByRole("button", { name: "Войти" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(lineRow(page, "Заказы")).toContainText("готова, звонки приходят");
  await expect(lineRow(page, "Центр")).toContainText("готова, звонки приходят");

  const ear = await OperatorEar.attach(tandem.mediaWindow());
  await screen.openQueue();
  customer.dial("101");
  await expect(screen.ringing).toContainText("Линия «Заказы»");
  await screen.answer();
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  await expect(screen.callBar).toContainText("Линия «Заказы»");
  await screen.hangUp();
  await customer.next("CALL_CLOSED");

  await page.getByLabel("Звонить с линии").selectOption("Заказы");
  await screen.dial("+79161234567");
  await customer.next("CALL_INCOMING");
  customer.answer();
  await screen.talks();
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);
  await screen.hangUp();
  await customer.next("CALL_CLOSED");

  await openAccounts(page);
  await page.getByLabel("Страна номеров без кода").selectOption("Великобритания");
  await screen.dial("020 7946 0018");
  await expect(customer.next("CALL_INCOMING")).resolves.toBeTruthy();
  await screen.hangUp();
  await customer.next("CALL_CLOSED");

  const { userDataDir } = tandem;
  expect(tandem.mainLog()).not.toContain(PASSWORD);
  await tandem.kill();
  const again = await launchTandem({ team: testTeam(), userDataDir });
  const later = new OperatorScreen(again.window);
  await openAccounts(later.page);
  await expect(lineRow(later.page, "Заказы")).toContainText("готова, звонки приходят");
  await expect(later.page.getByLabel("Звонить с линии").locator("option:checked")).toHaveText("Заказы");
  await later.page.getByRole("button", { name: "Выйти из «Заказы»" }).click();
  await lastClick(later.page.getByRole("dialog").getByRole("button", { name: "Выйти" }));
  await expect(lineRow(later.page, "Заказы")).toHaveCount(0);
  await expect(later.page.getByLabel("Звонить с линии")).toHaveCount(0);
  await expect.poll(() => asterisk.console("pjsip show contacts")).not.toContain("101/");
});

test("two lines ring apart, and one that cannot register says why while the other works", async ({ desk }) => {
  const { asterisk, customer, screen } = desk;
  const { page } = screen;
  await openAccounts(page);
  for (const [user, title] of [
    ["101", "Заказы"],
    ["102", "Доставка"],
  ] as const) {
    const password = `pbx-secret-${user}`;
    const dialog = await typeAccount(page, { server: asterisk.wsUrl, user, password, title });
    await dialog.getByRole("button", { name: "Войти" }).click();
    await expect(lineRow(page, title)).toContainText("готова, звонки приходят");
  }
  const broken = { server: "ws://127.0.0.1:9/ws", user: "103", password: "some-secret", title: "Архив" };
  const dialog = await typeAccount(page, broken);
  await dialog.getByRole("button", { name: "Войти" }).click();
  await expect(lineRow(page, "Архив")).toContainText("на этом порту никто не отвечает");
  await expect(screen.readiness).toContainText("Линия «Архив»");

  for (const [number, title] of [
    ["101", "Заказы"],
    ["102", "Доставка"],
  ] as const) {
    customer.dial(number);
    await expect(screen.ringing).toContainText(`Линия «${title}»`);
    await screen.decline();
    await customer.next("CALL_CLOSED");
  }
});

test("a PBX with the company's own certificate behind the company's proxy: refused in words, then reached", async ({
  launchTandem,
}) => {
  using company = new CompanyAuthority("Vertolina Root");
  await using asterisk = await Asterisk.start({
    accounts: [{ user: "101", password: PASSWORD, media: "webrtc" }],
    tls: company.issue("127.0.0.1"),
  });
  await using proxy = await ConnectProxy.start({ login: "marina:let-me-in" });
  const tandem = await launchTandem({ team: testTeam() });
  const { page } = new OperatorScreen(tandem.window);
  await openAccounts(page);
  const account = { server: asterisk.wssUrl, user: "101", password: PASSWORD, title: "Офис" };
  const dialog = await typeAccount(page, account);
  await dialog.getByRole("button", { name: "Проверить" }).click();
  await expect(dialog.getByRole("status")).toContainText("Сертификату сервера нельзя верить");
  await dialog.getByRole("button", { name: "Войти" }).click();
  await expect(lineRow(page, "Офис")).toContainText("Сертификату сервера нельзя верить");

  await page.getByRole("button", { name: "Сеть", exact: true }).click();
  const file = page.getByLabel("Файл сертификата");
  await file.setInputFiles(company.issue("pbx.vertolina.invalid").certificateFile);
  await expect(page.getByRole("region", { name: "Сертификаты компании" }).getByRole("alert")).toContainText(
    "Это сертификат сервера, а не центра сертификации",
  );
  await file.setInputFiles(company.file);
  const kept = page.getByRole("listitem", { name: "Vertolina Root, Vertolina" });
  await expect(kept).toContainText("Действует до");
  await page.getByRole("button", { name: "Учётные записи" }).click();
  await expect(lineRow(page, "Офис")).toContainText("готова, звонки приходят");

  await page.getByRole("button", { name: "Сеть", exact: true }).click();
  await page.getByText("Вручную").click();
  await page.getByLabel("Адрес").fill("127.0.0.1");
  await page.getByLabel("Порт").fill(String(proxy.port));
  await page.getByLabel("Логин").fill("marina");
  await page.getByLabel("Пароль").fill("wrong-word");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByRole("button", { name: "Учётные записи" }).click();
  await expect(lineRow(page, "Офис")).toContainText("Прокси не принял логин и пароль");
  await expect(lineRow(page, "Центр")).toContainText("готова, звонки приходят");
  await page.getByRole("button", { name: "Сеть", exact: true }).click();
  await page.getByLabel("Пароль").fill("let-me-in");
  await page.getByRole("button", { name: "Сохранить" }).click();
  await page.getByRole("button", { name: "Учётные записи" }).click();
  await expect(lineRow(page, "Офис")).toContainText("готова, звонки приходят");
  expect(proxy.asked.map(({ statusCode }) => statusCode)).toContain(200);
  expect(tandem.mainLog()).not.toMatch(/let-me-in|wrong-word/);
});

test("a team's centre elsewhere: refused in words, signed in to, there after the restart, and left", async ({
  launchTandem,
}) => {
  const team = await launchTandem({ team: testTeam() });
  const userDataDir = test.info().outputPath("user-data");
  mkdirSync(userDataDir);
  const desktop = await launchTandem({ userDataDir });
  const { page } = new OperatorScreen(desktop.window);
  await keepEnded(desktop);
  await openAccounts(page);
  await page.getByRole("button", { name: "Войти в центр команды" }).click();
  const dialog = page.getByRole("dialog", { name: "Вход в центр команды" });
  await dialog.getByLabel("Адрес центра").fill("http://127.0.0.1:9");
  await dialog.getByLabel("Логин").fill("lev");
  await dialog.getByLabel("Пароль").fill("a-wrong-secret");
  await dialog.getByRole("button", { name: "Войти" }).click();
  await expect(dialog.getByRole("status")).toContainText("на этом порту никто не отвечает");
  await dialog.getByLabel("Адрес центра").fill(team.hubUrl.replace("http", "ws"));
  await dialog.getByRole("button", { name: "Войти" }).click();
  await expect(dialog.getByRole("status")).toContainText("Логин или пароль не подошёл.");
  await dialog.getByLabel("Пароль").fill(SECRETS.lev);
  await lastClick(dialog.getByRole("button", { name: "Войти" }));
  await ended(desktop);

  const again = await launchTandem({ userDataDir });
  await keepEnded(again);
  expect(again.hubUrl).toBe(team.hubUrl);
  const later = new OperatorScreen(again.window);
  await expect(later.page.getByRole("button", { name: /Лев Орлов/ })).toBeVisible();
  await openAccounts(later.page);
  await expect(lineRow(later.page, "Центр")).toContainText(`${team.hubUrl}. Добавочный 1002`);
  await expect(lineRow(later.page, "Центр")).toContainText("готова, звонки приходят");
  // Signed out and in again, without a restart.
  const own = later.page.getByRole("region", { name: "Вход в центр команды" });
  await own.getByRole("button", { name: "Выйти", exact: true }).click();
  await later.page.getByRole("dialog").getByRole("button", { name: "Выйти", exact: true }).click();
  const door = later.page.getByRole("dialog", { name: "Вход" });
  await expect(door).toContainText("Вы вышли.");
  await door.getByLabel("Пароль").fill(SECRETS.lev);
  await door.getByRole("button", { name: "Войти" }).click();
  await expect(door).toHaveCount(0);
  await expect(lineRow(later.page, "Центр")).toContainText("готова, звонки приходят");
  await later.page.getByRole("button", { name: "Работать без центра команды" }).click();
  await lastClick(later.page.getByRole("dialog").getByRole("button", { name: "Выйти" }));
  await ended(again);
  const inside = await launchTandem({ userDataDir });
  expect(inside.hubUrl).not.toBe(team.hubUrl);
  expect(again.mainLog()).not.toContain(SECRETS.lev);
});

/** A second life would be out of the test's hands. */
function keepEnded(tandem: Tandem): Promise<void> {
  return tandem.evaluate(({ app }) => {
    app.relaunch = () => undefined;
  });
}

/** The program may be gone before Playwright has heard that its click was done. */
async function lastClick(button: Locator): Promise<void> {
  await button.click({ trial: true });
  await button.click().catch((cause: unknown) => {
    if (!/has been closed/.test(String(cause))) throw cause;
  });
}

/** The program ends to begin anew; the test begins it itself. */
async function ended(tandem: Tandem): Promise<void> {
  await expect.poll(() => tandem.process.exitCode).toBe(0);
}
