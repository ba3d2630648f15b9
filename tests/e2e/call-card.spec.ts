import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { accessibilityFaults } from "../support/fake-bridge/page-accessibility.ts";
import { expect } from "./fixtures.ts";
import { NAME, SECOND_NAME, type Shift, shift as test } from "./shift.ts";
import type { Tandem } from "./tandem.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

// The call card over other programs (pains.md 11). The stand-in knows who has the focus by what the app asks of
// Electron: it shows that the app never asks for it. That a click on the card leaves another program active, and that
// the card stands over a full-screen program, is the window manager's word: `@real-electron`, by hand (ADR 16).

const SHOTS = resolve(import.meta.dirname, "shots");
const RING = { name: `Входящий звонок: ${NAME}` } as const;

type Display = { id: number; bounds: Box; workArea: Box };
type Box = { x: number; y: number; width: number; height: number };
type Hands = {
  readonly __standin: {
    setDisplays(displays: readonly Display[]): void;
    setCursor(point: { x: number; y: number }): void;
    typeText(text: string): Promise<void>;
    textElsewhere(): string;
    readonly calls: readonly { api: string; args: unknown[] }[];
  };
};

/** The operator turns to another program. */
const lookAway = (tandem: Tandem) => tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());

const lookBack = (tandem: Tandem) =>
  tandem.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().includes("/operator/"))
      ?.focus(),
  );

const cardWindow = (tandem: Tandem) =>
  tandem.evaluate(({ BrowserWindow }) => {
    const found = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().includes("/card/"));
    if (!found) return null;
    return {
      isVisible: found.isVisible(),
      isOnTop: found.isAlwaysOnTop(),
      isFocusable: found.isFocusable(),
      bounds: found.getBounds(),
    };
  });

async function cardPage(tandem: Tandem): Promise<Page> {
  const find = () => tandem.app.windows().find((page) => page.url().includes("/card/"));
  await expect.poll(find).toBeDefined();
  return find() ?? Promise.reject(new Error("no card"));
}

/** Rings while the operator is in another program; answers with the card's page. */
async function ringElsewhere({ tandem, customer }: Shift): Promise<Page> {
  await lookAway(tandem);
  await customer.call(QUEUE_NUMBER);
  const page = await cardPage(tandem);
  await expect(page.getByRole("alertdialog", RING)).toBeVisible();
  await expect.poll(async () => (await cardWindow(tandem))?.isVisible).toBe(true);
  return page;
}

test("200 keys typed in another program during a ring all arrive there; the call is answered by mouse on the card", async ({
  start,
}) => {
  const shift = await start();
  const { tandem, customer } = shift;
  await lookAway(tandem);
  const text = "Ждём поставку до 2 декабря, тел. 8 916. ".repeat(5);
  const type = (part: string) =>
    tandem.evaluate((electron, keys) => (electron as unknown as Hands).__standin.typeText(keys), part);
  await type(text.slice(0, 60));
  const page = await ringElsewhere(shift);
  await type(text.slice(60, 160));
  await page.getByRole("button", { name: `Ответить: ${NAME}` }).click();
  await customer.waitFor("established");
  await type(text.slice(160));
  expect(text).toHaveLength(200);
  expect(await tandem.evaluate((electron) => (electron as unknown as Hands).__standin.textElsewhere())).toBe(text);
  expect(await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() === null)).toBe(true);
  // Answered on the card, the talk stays on it, with its end; the window is one click away.
  await expect(page.getByRole("region", { name: `Разговор: ${NAME}` })).toBeVisible();
  await page.getByRole("button", { name: `Выключить микрофон: ${NAME}` }).click();
  await expect(page.getByRole("button", { name: `Включить микрофон: ${NAME}` })).toHaveText("Вас не слышно");
  await page.screenshot({ path: `${SHOTS}/card-talk-muted.png` });
  await page.getByRole("button", { name: `Удержать разговор: ${NAME}` }).click();
  await expect(page.getByText(/^на удержании · всего/)).toBeVisible();
  await page.screenshot({ path: `${SHOTS}/card-hold.png` });
  await page.getByRole("button", { name: "Вернуться к клиенту" }).click();
  await page.getByRole("button", { name: "Завершить" }).click();
  await customer.waitFor("ended");
  await expect.poll(async () => (await cardWindow(tandem))?.isVisible).toBe(false);
});

test("the card stands above all, unfocusable, in the corner of the monitor in use, and says who, which queue, why and how long", async ({
  start,
}) => {
  const shift = await start();
  const { tandem } = shift;
  await tandem.evaluate((electron) => {
    const { setDisplays, setCursor } = (electron as unknown as Hands).__standin;
    const right = { x: 1920, y: 0, width: 1280, height: 1024 };
    setDisplays([
      { id: 1, bounds: { x: 0, y: 0, width: 1920, height: 1080 }, workArea: { x: 0, y: 0, width: 1920, height: 1040 } },
      { id: 2, bounds: right, workArea: { ...right, height: 984 } },
    ]);
    setCursor({ x: 2500, y: 300 });
  });
  const page = await ringElsewhere(shift);
  expect(await cardWindow(tandem)).toEqual({
    isVisible: true,
    isOnTop: true,
    isFocusable: false,
    bounds: { x: 1920 + 1280 - 380 - 16, y: 984 - 160 - 16, width: 380, height: 160 },
  });
  const calls = await tandem.evaluate((electron) => [...(electron as unknown as Hands).__standin.calls]);
  expect(calls).toContainEqual(expect.objectContaining({ api: "win.setAlwaysOnTop", args: [true, "screen-saver"] }));
  const card = page.getByRole("alertdialog", RING);
  await expect(card).toContainText("Поддержка");
  await expect(card).toContainText("вы свободны дольше всех");
  await expect(card.getByRole("timer")).toContainText("из 0:20");
  expect(await accessibilityFaults(page)).toEqual([]);
  for (const [locale, theme] of [
    ["ru", "light"],
    ["ru", "dark"],
    ["en", "light"],
    ["en", "dark"],
  ] as const) {
    await tandem.window.evaluate(
      (input) =>
        (window as unknown as { tandem: { invoke(name: string, to: object): Promise<unknown> } }).tandem.invoke(
          "preferences.set",
          input,
        ),
      { locale, theme },
    );
    await expect(page.getByRole("button", { name: locale === "ru" ? /^Ответить/ : /^Answer/ })).toBeVisible();
    await expect
      .poll(() => page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches))
      .toBe(theme === "dark");
    await page.screenshot({ path: `${SHOTS}/card-ring-${locale}-${theme}.png` });
  }
});

test("with the window in front its dock is enough; the card comes when one looks away, goes when one looks back, and can be closed", async ({
  start,
}) => {
  const { tandem, screen, customer } = await start();
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  expect(await cardWindow(tandem)).toBeNull();
  await lookAway(tandem);
  await expect.poll(async () => (await cardWindow(tandem))?.isVisible).toBe(true);
  await lookBack(tandem);
  await expect.poll(async () => (await cardWindow(tandem))?.isVisible).toBe(false);
  await lookAway(tandem);
  await expect.poll(async () => (await cardWindow(tandem))?.isVisible).toBe(true);
  const page = await cardPage(tandem);
  await page.getByRole("button", { name: "Скрыть карточку" }).click();
  await expect.poll(async () => (await cardWindow(tandem))?.isVisible).toBe(false);
  // Hidden, not refused: the call still rings in the window.
  await expect(screen.ringing).toContainText(NAME);
  expect(customer.state?.call?.phase).toBe("ringing");
});

test("«Не сейчас» on the card declines; a second call in a talk says whose talk would be held; the window comes only when asked", async ({
  start,
  arrive,
}) => {
  const shift = await start();
  const { tandem, customer } = shift;
  const page = await ringElsewhere(shift);
  await page.getByRole("button", { name: `Ответить: ${NAME}` }).click();
  await customer.waitFor("established");
  const second = await arrive(tandem, "second");
  await second.call("1001");
  const card = page.getByRole("alertdialog", { name: `Входящий звонок: ${SECOND_NAME}` });
  await expect(card).toContainText(`Сейчас на линии ${NAME}`);
  await expect(card.getByRole("button", { name: `Удержать и ответить: ${SECOND_NAME}` })).toBeVisible();
  await page.screenshot({ path: `${SHOTS}/card-second.png` });
  await card.getByRole("button", { name: `Не сейчас: ${SECOND_NAME}` }).click();
  await second.waitFor("ended");
  expect(await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() === null)).toBe(true);
  await page.getByRole("button", { name: "Открыть окно" }).click();
  await expect
    .poll(() => tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.webContents.getURL()))
    .toContain("/operator/");
  await expect.poll(async () => (await cardWindow(tandem))?.isVisible).toBe(false);
});

test("SECURITY.md of the card: isolated, no grants, its own few requests, its own page only, and no other window is heard", async ({
  start,
}) => {
  const shift = await start();
  const { tandem } = shift;
  const page = await ringElsewhere(shift);
  const preferences = await tandem.evaluate(({ webContents }) => {
    const card = webContents.getAllWebContents().find((contents) => contents.getURL().includes("/card/"));
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = (
      card as unknown as { getLastWebPreferences(): Electron.WebPreferences }
    ).getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  const world = await page.evaluate(async () => {
    type Ask = { invoke(name: string, input: unknown): Promise<{ ok: boolean; code?: string }> };
    const bridge = (window as unknown as { callCard: Ask }).callCard;
    const ask = async (name: string, input: unknown) => {
      const { ok, code } = await bridge.invoke(name, input);
      return ok ? "ok" : code;
    };
    const refused = (promise: Promise<unknown>) =>
      promise.then(
        () => "done",
        (error: Error) => error.name,
      );
    return {
      names: Object.keys(bridge).toSorted(),
      globals: ["require", "process", "ipcRenderer", "electron", "tandem", "mediaBridge"].filter(
        (name) => name in window,
      ),
      own: await ask("card.get", {}),
      workplace: await ask("workplace.get", {}),
      dial: await ask("calls.dial", { target: "112" }),
      proto: await ask("__proto__", {}),
      badInput: await ask("card.answer", { callId: { hidden: 1 } }),
      microphone: await refused(navigator.mediaDevices.getUserMedia({ audio: true })),
      fetched: await refused(fetch("https://example.org/")),
      opened: window.open("https://example.org/"),
    };
  });
  expect(world).toEqual({
    names: ["invoke", "on"],
    globals: [],
    own: "ok",
    workplace: "ipc-forbidden",
    dial: "ipc-forbidden",
    proto: "ipc-forbidden",
    badInput: "ipc-bad-input",
    microphone: "NotAllowedError",
    fetched: "TypeError",
    opened: null,
  });
  await page.evaluate(() => {
    location.href = "app://tandem/operator/index.html";
  });
  await expect(page.getByRole("alertdialog", RING)).toBeVisible();
  expect(page.url()).toContain("/card/");
  // The operator's page does not speak over the card's channel, nor another window with the card's page and preload.
  const stranger = await tandem.evaluate(async ({ BrowserWindow, webContents }) => {
    const card = webContents.getAllWebContents().find((contents) => contents.getURL().includes("/card/"));
    const { preload } = (
      card as unknown as { getLastWebPreferences(): Electron.WebPreferences }
    ).getLastWebPreferences();
    const other = new BrowserWindow({
      show: false,
      webPreferences: { ...(preload ? { preload } : {}), sandbox: true, contextIsolation: true },
    });
    await other.loadURL("app://tandem/card/index.html");
    const answer: unknown = await other.webContents.executeJavaScript(
      'window.callCard.invoke("card.get", {}).then(({ ok, code }) => (ok ? "ok" : code))',
    );
    other.destroy();
    return answer;
  });
  expect(stranger).toBe("ipc-forbidden");
});

test("a card whose page died is made again while the call still rings", async ({ start }) => {
  const shift = await start();
  const { tandem } = shift;
  await ringElsewhere(shift);
  const pid = () =>
    tandem.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .find((contents) => contents.getURL().includes("/card/"))
        ?.getOSProcessId(),
    );
  const before = await pid();
  process.kill(Number(before), "SIGKILL");
  await expect.poll(async () => [await pid(), before].every(Boolean) && (await pid()) !== before).toBe(true);
  await expect.poll(async () => (await cardWindow(tandem))?.isVisible).toBe(true);
});

type CardPage = { readonly callCard: { invoke(name: "card.get", input: object): Promise<unknown> } };

test("dragged, the card stays where it was put, also after a restart; beyond the edge it comes back; a double click opens the window", async ({
  start,
}) => {
  const userDataDir = test.info().outputPath("user-data");
  mkdirSync(userDataDir, { recursive: true });
  const shift = await start({ userDataDir });
  const { tandem, customer, screen } = shift;
  const page = await ringElsewhere(shift);
  const bounds = async (of: Tandem) => (await cardWindow(of))?.bounds;
  const before = await bounds(tandem);
  if (before === undefined) throw new Error("no card");
  const pointAt = (x: number, y: number) =>
    tandem.evaluate((electron, point) => (electron as unknown as Hands).__standin.setCursor(point), { x, y });
  const dragTo = async (x: number, y: number) => {
    const from = await bounds(tandem);
    await pointAt((from?.x ?? 0) + 180, (from?.y ?? 0) + 30);
    await page.mouse.move(180, 30);
    await page.mouse.down();
    // Main looks at the pointer when it hears of the press: what is asked after that is answered after it.
    await page.evaluate(() => (window as unknown as CardPage).callCard.invoke("card.get", {}));
    await pointAt(x + 180, y + 30);
    await page.mouse.move(150, 20);
    await expect.poll(() => bounds(tandem)).toMatchObject({ x, y });
    await page.mouse.up();
  };
  await dragTo(120, 90);
  expect(await bounds(tandem)).toEqual({ x: 120, y: 90, width: 380, height: 160 });
  await dragTo(-200, 40);
  await expect.poll(() => bounds(tandem)).toEqual({ x: 0, y: 40, width: 380, height: 160 });
  // A button under the pointer is a button, and dragging never pressed one.
  expect(customer.state?.call?.phase).toBe("ringing");

  await page.mouse.dblclick(180, 30);
  await expect
    .poll(() => tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.webContents.getURL()))
    .toContain("/operator/");
  await expect.poll(async () => (await cardWindow(tandem))?.isVisible).toBe(false);
  await screen.answer();
  await customer.hangUp();
  await customer.waitFor("ended");
  await lookAway(tandem);
  await tandem.close();

  const again = await start({ userDataDir });
  await ringElsewhere(again);
  expect(await bounds(again.tandem)).toEqual({ x: 0, y: 40, width: 380, height: 160 });
});
