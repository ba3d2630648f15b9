import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { Asterisk } from "../support/asterisk/asterisk.ts";
import { CompanyAuthority } from "../support/company-authority.ts";
import { SetupServer } from "../support/setup-server.ts";
import { expect, test } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import type { Tandem } from "./tandem.ts";
import { SECRETS, testTeam } from "./test-team.ts";

// An administrator's link sets everything up: read first, tried, and kept as a whole.

const PASSWORD = "pbx-secret-101";
const SHOTS = resolve(import.meta.dirname, "shots");

async function openPart(page: Page, part: "Учётные записи" | "Сеть"): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  const button = page.getByRole("button", { name: part, exact: true });
  await button.click();
  await expect(button).toHaveAttribute("aria-current", "page");
}

/** Pastes a link into the settings and asks for what it gives. */
async function pasteLink(page: Page, link: string) {
  await openPart(page, "Учётные записи");
  await page.getByRole("button", { name: "Подключить по ссылке" }).click();
  const dialog = page.getByRole("dialog", { name: "Подключение по ссылке" });
  await dialog.getByLabel("Ссылка").fill(link);
  await dialog.getByRole("button", { name: "Получить настройки" }).click();
  return dialog;
}

test("a pasted link is shown without its password, tried with the certificate it brings, and kept; used, wrong and unknown ones are told in words", async ({
  launchTandem,
}) => {
  using site = new CompanyAuthority("Setup Root");
  using company = new CompanyAuthority("Vertolina Root");
  await using server = await SetupServer.start(site.issue("127.0.0.1"));
  await using asterisk = await Asterisk.start({
    accounts: [{ user: "101", password: PASSWORD, media: "webrtc" }],
    tls: company.issue("127.0.0.1"),
  });
  const line = { title: "Заказы", server: asterisk.wssUrl, user: "101", password: PASSWORD };
  const document = { version: 1, issuer: "Вертолина", lines: [line], authorities: company.pem, country: "KZ" };
  const link = server.once("/tandem/one-time-token", document);
  const tandem = await launchTandem({ team: testTeam() });
  const { page } = new OperatorScreen(tandem.window);

  const dialog = await pasteLink(page, link);
  await expect(dialog.getByRole("status")).toContainText("Сертификату сервера нельзя верить");
  await dialog.getByRole("button", { name: "Отмена" }).click();
  await openPart(page, "Сеть");
  await page.getByLabel("Файл сертификата").setInputFiles(site.file);
  await expect(page.getByRole("listitem", { name: "Setup Root, Vertolina" })).toBeVisible();

  await pasteLink(page, link);
  await expect(dialog).toContainText(`сервер ${new URL(server.origin).host}, «Вертолина»`);
  const plan = dialog.getByRole("list", { name: "Что будет настроено" });
  await expect(plan.getByRole("listitem", { name: "Заказы" })).toContainText("Сервер 127.0.0.1, логин 101");
  await expect(plan).toContainText("Сертификат компании: Vertolina Root, Vertolina");
  await expect(plan).toContainText("Страна номеров без кода: Казахстан");
  expect(await page.content()).not.toContain(PASSWORD);
  await page.screenshot({ path: `${SHOTS}/setup-plan.png` });
  await expect(page.locator('section[aria-label="Линии"] li')).toHaveCount(1);
  await dialog.getByRole("button", { name: "Подключить" }).click();
  await expect(dialog).toHaveCount(0);
  const row = page.getByRole("region", { name: "Линии" }).getByRole("listitem", { name: "Заказы" });
  await expect(row).toContainText("готова, звонки приходят");
  await expect(page.getByLabel("Страна номеров без кода").locator("option:checked")).toHaveText("Казахстан");
  await openPart(page, "Сеть");
  await expect(page.getByRole("listitem", { name: "Vertolina Root, Vertolina" })).toBeVisible();

  await pasteLink(page, link);
  await expect(dialog.getByRole("status")).toContainText("Этой ссылкой уже воспользовались");
  const mistaken = server.once("/tandem/mistaken", { ...document, lines: [{ ...line, server: "atc" }] });
  for (const [address, words] of [
    [`${server.origin}/tandem/none`, "Такой ссылки на сервере нет"],
    [mistaken, "поле lines[0].server"],
    ["https://127.0.0.1:9/t", "на этом порту никто не отвечает"],
    ["http://setup.vertolina.invalid/t", "По этой ссылке Тандем не настроить"],
  ] as const) {
    await dialog.getByLabel("Ссылка").fill(address);
    await dialog.getByRole("button", { name: "Получить настройки" }).click();
    await expect(dialog.getByRole("status")).toContainText(words);
  }
  expect(tandem.mainLog()).not.toMatch(/pbx-secret|one-time-token/);
});

test("from the first screen one line leads to signing in; a link of another program asks before its server is asked, and signs in to a team's centre", async ({
  launchTandem,
}) => {
  const team = await launchTandem({ team: testTeam() });
  await using server = await SetupServer.start();
  const userDataDir = test.info().outputPath("user-data");
  mkdirSync(userDataDir);
  const desktop = await launchTandem({ userDataDir });
  const { page } = new OperatorScreen(desktop.window);
  await keepEnded(desktop);
  const offer = page.getByRole("region", { name: "Вход в свою компанию" });
  await offer.getByRole("button", { name: "Войти" }).click();
  await expect(page.getByRole("button", { name: "Подключить по ссылке" })).toBeVisible();

  const hub = { url: team.hubUrl, login: "lev", secret: SECRETS.lev };
  const wrong = server.once("/wrong", { version: 1, hub: { ...hub, secret: "a-wrong-secret" } });
  await openLink(desktop, wrong);
  const dialog = page.getByRole("dialog", { name: "Подключение по ссылке" });
  await expect(dialog).toContainText(`ссылку на сервер ${new URL(server.origin).host}`);
  await expect(dialog.getByRole("button", { name: "Отмена" })).toBeFocused();
  await page.screenshot({ path: `${SHOTS}/setup-offer.png` });
  expect(server.asked).toEqual([]);
  await dialog.getByRole("button", { name: "Получить настройки" }).click();
  await dialog.getByRole("button", { name: "Подключить" }).click();
  await expect(dialog.getByRole("listitem", { name: "Центр команды" })).toContainText(
    "Центр не принял логин или пароль.",
  );
  await expect(dialog.getByRole("status")).toHaveText("Проверка не прошла, ничего не сохранено.");
  await expect(dialog.getByRole("button", { name: "Сохранить без проверки" })).toHaveCount(0);
  await page.keyboard.press("Escape");

  await openLink(desktop, server.once("/right", { version: 1, issuer: "Вертолина", hub }));
  await dialog.getByRole("button", { name: "Получить настройки" }).click();
  await expect(dialog.getByRole("listitem", { name: "Центр команды" })).toContainText(`${team.hubUrl}, логин lev`);
  await dialog.getByRole("button", { name: "Подключить" }).click();
  await expect.poll(() => desktop.process.exitCode).toBe(0);
  const again = await launchTandem({ userDataDir });
  expect(again.hubUrl).toBe(team.hubUrl);
  const later = new OperatorScreen(again.window);
  await expect(later.page.getByRole("button", { name: /Лев Орлов/ })).toBeVisible();
  await expect(later.page.getByRole("region", { name: "Вход в свою компанию" })).toHaveCount(0);
  expect(desktop.mainLog()).not.toContain(SECRETS.lev);
});

/** As the system hands a link of another program over. */
function openLink(tandem: Tandem, address: string) {
  return tandem.evaluate(
    ({ app }, link) => {
      app.emit("second-instance", {}, ["tandem", link], "/", null);
    },
    `tandem://provision?url=${encodeURIComponent(address)}`,
  );
}

/** A second life would be out of the test's hands. */
function keepEnded(tandem: Tandem): Promise<void> {
  return tandem.evaluate(({ app }) => {
    app.relaunch = () => undefined;
  });
}
