import { expect } from "./fixtures.ts";
import { NAME, shift as test } from "./shift.ts";
import type { Tandem } from "./tandem.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

// What reaches the operator outside the windows (pains.md 10): the tray by state, a missed call that stays.
// Tray, badge and notifications are recorded by the stand-in; that the system shows them is `@real-electron`.

type Item = { label: string; enabled: boolean; submenu?: { items: Item[] }; click(): void };
type Hands = {
  readonly __standin: {
    readonly notifications: readonly { title: string; body: string; emit(event: string): void }[];
    readonly trays: readonly { _toolTip: string; _menu: { items: Item[] } }[];
    readonly calls: readonly { api: string; args: unknown[] }[];
  };
};

const tray = (tandem: Tandem) =>
  tandem.evaluate((electron) => {
    const [found] = (electron as unknown as Hands).__standin.trays;
    return [found?._toolTip, ...(found?._menu.items.map(({ label }) => label).filter(Boolean) ?? [])];
  });

const choose = (tandem: Tandem, label: string) =>
  tandem.evaluate((electron, words) => {
    const items = (electron as unknown as Hands).__standin.trays[0]?._menu.items ?? [];
    const found = items.flatMap((item) => [item, ...(item.submenu?.items ?? [])]).find((item) => item.label === words);
    if (!found) throw new Error(`the tray has no ${words}`);
    found.click();
  }, label);

test("the tray says the state and commands it: ring, answer, talk, hang up, break", async ({ start }) => {
  const { tandem, screen, customer } = await start();
  const rest = ["Статус", "Открыть Tandem", "Выйти"];
  await expect.poll(() => tray(tandem)).toEqual(["Tandem · На линии", "На линии", ...rest]);
  await customer.call(QUEUE_NUMBER);
  const ringing = `Звонит ${NAME}`;
  await expect
    .poll(() => tray(tandem))
    .toEqual([`Tandem · ${ringing}`, ringing, `Ответить: ${NAME}`, "Не сейчас", ...rest]);
  await choose(tandem, `Ответить: ${NAME}`);
  await customer.waitFor("established");
  await screen.talks();
  const talk = `Разговор: ${NAME}`;
  await expect.poll(() => tray(tandem)).toEqual([`Tandem · ${talk}`, talk, `Завершить разговор: ${NAME}`, ...rest]);
  await choose(tandem, `Завершить разговор: ${NAME}`);
  await customer.waitFor("ended");
  await choose(tandem, "Перерыв: Обед");
  await expect(screen.status).toContainText("Обед");
  await expect.poll(() => tray(tandem)).toEqual(["Tandem · Перерыв", "Перерыв", ...rest]);
});

test("a missed call stays as a notification and a number on the badge; its click asks before it calls back", async ({
  start,
}) => {
  const { tandem, screen, customer } = await start();
  await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());
  await customer.call(QUEUE_NUMBER);
  const titles = () =>
    tandem.evaluate((electron) => (electron as unknown as Hands).__standin.notifications.map(({ title }) => title));
  await expect.poll(titles).toEqual([`Звонит ${NAME}`]);
  // Nobody looks: it is shown again.
  await expect.poll(async () => (await titles())[0]).toMatch(new RegExp(`^Всё ещё звонит ${NAME}, [67] с$`));
  await customer.hangUp();
  await expect.poll(titles).toEqual([`Пропущенный звонок: ${NAME}`]);
  const badges = () =>
    tandem.evaluate((electron) =>
      (electron as unknown as Hands).__standin.calls
        .filter(({ api }) => api === "app.setBadgeCount")
        .map(({ args }) => args[0]),
    );
  expect(await badges()).toEqual([1]);
  await expect.poll(async () => (await tray(tandem))[0]).toBe("Tandem · На линии · Пропущено звонков: 1");
  await tandem.evaluate((electron) => (electron as unknown as Hands).__standin.notifications[0]?.emit("click"));
  const dialog = screen.page.getByRole("dialog", { name: "Позвонить +7 900 000-00-01?" });
  await expect(dialog).toContainText("Вы пропустили звонок с этого номера");
  await dialog.getByRole("button", { name: "Позвонить" }).click();
  await expect(screen.callBar).toContainText("Исходящий");
  await screen.hangUp();
  // Calling back without a talk settles nothing; looking at the call log does.
  expect(await badges()).toEqual([1]);
  await screen.openHistory();
  await expect.poll(badges).toEqual([1, 0]);
  await expect.poll(async () => (await tray(tandem))[0]).toBe("Tandem · На линии");
});
