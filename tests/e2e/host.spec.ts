import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ElectronApplication } from "@playwright/test";
import Database from "better-sqlite3";
import { expect, test } from "./fixtures.ts";
import { hubPid } from "./processes.ts";
import { electronExecutable, type Tandem } from "./tandem.ts";
import { QUEUE_NUMBER, SECRETS, testTeam } from "./test-team.ts";

// The host around the pages: windows, tray, notification, data that cannot be opened, processes that die, self-test.
// Notification and tray are only recorded by the stand-in; that the system shows them is `@real-electron`.

const ROOT = path.resolve(import.meta.dirname, "../..");

type Hands = {
  readonly __standin: {
    readonly notifications: readonly { title: string; body: string; emit(event: string): void }[];
    readonly trays: readonly { _toolTip: string; _menu: { items: { label: string; click(): void }[] } }[];
    readonly calls: readonly { api: string; args: unknown[] }[];
  };
};

const folders: string[] = [];
function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "tandem-host-"));
  folders.push(folder);
  return folder;
}
test.afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The text of the only visible window, also of one without a script (the problem window). */
function visibleText(app: Pick<ElectronApplication, "evaluate">): Promise<string> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((one) => one.isVisible());
    return window ? ((await window.webContents.executeJavaScript("document.body?.innerText ?? ''")) as string) : "";
  });
}

const hash = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

/** The keys of a run, as only the app itself can open them. */
async function keysOf(tandem: Tandem): Promise<{ databaseKey: string; hubDatabaseKey: string }> {
  const sealed = readFileSync(path.join(tandem.userDataDir, "secrets.bin")).toString("base64");
  const opened = await tandem.evaluate(
    async ({ safeStorage }, bytes) => (await safeStorage.decryptStringAsync(Buffer.from(bytes, "base64"))).result,
    sealed,
  );
  const { secrets } = JSON.parse(opened) as { secrets: string };
  return JSON.parse(secrets) as { databaseKey: string; hubDatabaseKey: string };
}

/** Makes a database look as if a program of the future had written it: each has its own way of counting its steps. */
function makeNewer(file: string, key: string, statement: string): void {
  const database = new Database(file);
  database.pragma("cipher='sqlcipher'");
  database.pragma(`key="x'${key}'"`);
  database.exec(statement);
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
}

test("the window comes back where it stood", async ({ launchTandem }) => {
  const userDataDir = aFolder();
  const bounds = { x: 140, y: 60, width: 1200, height: 700 };
  const first = await launchTandem({ userDataDir });
  await first.evaluate(({ BrowserWindow }, box) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.isVisible())
      ?.setBounds(box);
  }, bounds);
  await first.close();
  const second = await launchTandem({ userDataDir });
  const found = await second.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.isVisible())
      ?.getBounds(),
  );
  expect(found).toEqual(bounds);
});

test("the media window is hidden and not throttled; the operator's is shown and not smaller than the frame", async ({
  launchTandem,
}) => {
  const tandem = await launchTandem();
  const windows = await tandem.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const { backgroundThrottling } = (
        window.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
      ).getLastWebPreferences();
      const { width, height } = window.getBounds();
      return {
        page: window.webContents.getURL().split("/")[3],
        isVisible: window.isVisible(),
        backgroundThrottling,
        fits: width >= 1024 && height >= 640,
      };
    }),
  );
  expect(windows.toSorted((one, other) => String(one.page).localeCompare(String(other.page)))).toEqual([
    { page: "media", isVisible: false, backgroundThrottling: false, fits: false },
    { page: "operator", isVisible: true, backgroundThrottling: false, fits: true },
  ]);
});

test("a call that rings while the operator looks elsewhere is notified; the click brings the window and does not answer", async ({
  launchTandem,
  customers,
}) => {
  const tandem = await launchTandem({ team: testTeam() });
  await expect
    .poll(() =>
      tandem.evaluate((electron) => (electron as unknown as Hands).__standin.trays.map((tray) => tray._toolTip)),
    )
    .toEqual(["Tandem · На линии"]);
  const customer = await customers.open({
    hubUrl: tandem.hubUrl,
    login: "client",
    secret: SECRETS.client,
    toneHz: 620,
  });
  await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());
  await customer.call(QUEUE_NUMBER);
  const notified = () =>
    tandem.evaluate((electron) =>
      (electron as unknown as Hands).__standin.notifications.map(({ title, body }) => `${title} | ${body}`),
    );
  await expect.poll(notified).toEqual(["Звонит Анна Клиентова | Очередь «Поддержка»"]);
  await tandem.evaluate((electron) => (electron as unknown as Hands).__standin.notifications[0]?.emit("click"));
  await expect.poll(() => tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null)).toBe(true);
  await expect.poll(notified).toEqual([]);
  await expect(tandem.window.getByRole("button", { name: /Ответить/ })).toBeVisible();
});

test("closing the window in a talk asks first; staying keeps the talk, quitting ends the app", async ({
  launchTandem,
  customers,
}) => {
  const tandem = await launchTandem({ team: testTeam() });
  const customer = await customers.open({
    hubUrl: tandem.hubUrl,
    login: "client",
    secret: SECRETS.client,
    toneHz: 620,
  });
  await customer.call(QUEUE_NUMBER);
  await tandem.window.evaluate(async () => {
    type Answer = { value: { calls: { callId: string; phase: string }[] } };
    const bridge = (window as unknown as { tandem: { invoke(name: string, input: object): Promise<Answer> } }).tandem;
    for (;;) {
      const { value } = await bridge.invoke("workplace.get", {});
      const ringing = value.calls.find(({ phase }) => phase === "ringing");
      if (ringing) return bridge.invoke("calls.answer", { callId: ringing.callId });
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  await customer.waitFor("established");
  const close = (response: number) =>
    tandem.evaluate(({ BrowserWindow, dialog }, button) => {
      const asked = globalThis as { asked?: number };
      dialog.showMessageBox = async () => {
        asked.asked = (asked.asked ?? 0) + 1;
        return { response: button, checkboxChecked: false };
      };
      BrowserWindow.getAllWindows()
        .find((window) => window.isVisible())
        ?.close();
    }, response);
  await close(0);
  await expect.poll(() => tandem.evaluate(() => (globalThis as { asked?: number }).asked)).toBe(1);
  await expect(tandem.window.getByText("Анна Клиентова").first()).toBeVisible();
  expect(customer.state?.call?.phase).toBe("established");
  // «Выйти» of the tray asks the same.
  await tandem.evaluate((electron) =>
    (electron as unknown as Hands).__standin.trays[0]?._menu.items.find(({ label }) => label === "Выйти")?.click(),
  );
  await expect.poll(() => tandem.evaluate(() => (globalThis as { asked?: number }).asked)).toBe(2);
  expect(customer.state?.call?.phase).toBe("established");
  const ended = new Promise<number | null>((resolve) => tandem.app.process().once("exit", resolve));
  await close(1);
  expect(await ended).toBe(0);
  await customer.waitFor("ended");
});

test("a killed operator window comes back by itself and shows the workplace", async ({ launchTandem }) => {
  const tandem = await launchTandem({ team: testTeam() });
  const before = await tandem.rendererPid("operator");
  await tandem.killRenderer("operator");
  await expect.poll(() => tandem.rendererPid("operator").catch(() => before)).not.toBe(before);
  const page = await tandem.pageAfterCrash("operator");
  await expect(page.getByText("На линии").first()).toBeVisible();
});

test("a killed media window is made again, and the operator is told meanwhile", async ({ launchTandem }) => {
  const tandem = await launchTandem({ team: testTeam() });
  await tandem.window.evaluate(() => {
    const { on } = (window as unknown as { tandem: { on(name: string, listen: (change: object) => void): void } })
      .tandem;
    const seen: unknown[] = [];
    (window as { probe?: unknown }).probe = seen;
    on("workplace.changed", (change) => {
      if ("media" in change) seen.push(change.media);
    });
  });
  await tandem.killRenderer("media");
  await expect.poll(() => tandem.window.evaluate(() => window.probe)).toEqual(["gone", "ready"]);
});

test("a killed hub is restarted on the same port; link and phone come back by themselves", async ({ launchTandem }) => {
  const tandem = await launchTandem({ team: testTeam() });
  const connections = () =>
    tandem.window.evaluate(async () => {
      const bridge = (window as unknown as { tandem: { invoke(name: string, input: object): Promise<unknown> } })
        .tandem;
      const answer = (await bridge.invoke("workplace.get", {})) as {
        value: { link: { state: string }; phone: { state: string; sinceMs: number } };
      };
      return answer.value;
    });
  const before = await connections();
  const pid = hubPid(tandem);
  process.kill(pid, "SIGKILL");
  await expect
    .poll(
      async () => {
        const { link, phone } = await connections();
        return `${link.state} ${phone.state} ${phone.sinceMs > before.phone.sinceMs}`;
      },
      { timeout: 30_000 },
    )
    .toBe("online ready true");
  expect(hubPid(tandem)).not.toBe(pid);
});

for (const [name, file, key, statement] of [
  ["the desktop's cache", "cache/outbox.db", "databaseKey", "pragma user_version = 9999"],
  [
    "the embedded hub's database",
    "hub/hub.db",
    "hubDatabaseKey",
    "insert into kysely_migration (name, timestamp) values ('9999-of-the-future', '2030-01-01')",
  ],
] as const) {
  test(`${name} written by a newer program: a window says so, and nothing is changed`, async ({ launchTandem }) => {
    const userDataDir = aFolder();
    const first = await launchTandem({ userDataDir });
    const keys = await keysOf(first);
    await first.close();
    const database = path.join(userDataDir, file);
    makeNewer(database, keys[key], statement);
    const before = hash(database);

    const second = await launchTandem({ userDataDir, waitForReady: false });
    await expect.poll(() => visibleText(second)).toContain("Данные записаны более новой версией Tandem");
    const text = await visibleText(second);
    for (const words of ["Установите последнюю версию", "was written by a newer Tandem", database, "Открыть папку"])
      expect(text).toContain(words);
    expect(second.mainLog()).toContain("tandem: the data cannot be opened: database-newer");

    const page = second.app.windows().find((window) => window.url().includes("/problem/"));
    if (!page) throw new Error("the problem window is no page");
    await second.evaluate(({ shell }) => {
      shell.showItemInFolder = (item) => {
        (globalThis as { shown?: string }).shown = item;
      };
    });
    await page.getByRole("button", { name: "Открыть папку" }).click();
    await expect.poll(() => second.evaluate(() => (globalThis as { shown?: string }).shown)).toBe(database);
    const ended = new Promise<number | null>((resolve) => second.app.process().once("exit", resolve));
    await page.getByRole("button", { name: "Выйти" }).click();
    expect(await ended).toBe(1);
    expect(hash(database)).toBe(before);
  });
}

test("a damaged settings file and lost keys: a window each, and nothing is changed", async ({ launchTandem }) => {
  const userDataDir = aFolder();
  await (await launchTandem({ userDataDir })).close();
  const secrets = path.join(userDataDir, "secrets.bin");
  const sealed = readFileSync(secrets);

  writeFileSync(secrets, Buffer.concat([sealed.subarray(0, 40), Buffer.alloc(sealed.length - 40, 7)]));
  const damaged = await launchTandem({ userDataDir, waitForReady: false });
  await expect.poll(() => visibleText(damaged)).toContain("Ключи этого рабочего места не читаются");
  await damaged.close();
  expect(
    readFileSync(secrets)
      .subarray(40)
      .every((byte) => byte === 7),
  ).toBe(true);

  rmSync(secrets);
  const lost = await launchTandem({ userDataDir, waitForReady: false });
  await expect.poll(() => visibleText(lost)).toContain("Файл ключей пропал, а данные остались");
  await lost.close();

  writeFileSync(secrets, sealed);
  await launchTandem({ userDataDir });
});

/** Runs the app by itself, as a person would, and tells how it ended. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    const child = spawn(electronExecutable(), [ROOT, ...args], { env: { ...process.env, ...env } });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

test("--self-test takes a whole call, prints one line, leaves nothing, and photographs the talk", async () => {
  const folder = aFolder();
  const temporary = path.join(folder, "temporary");
  mkdirSync(temporary);
  const picture = path.join(folder, "talk.png");
  const { code, stdout, stderr } = await run(["--self-test", `--screenshot=${picture}`], { TMPDIR: temporary });
  expect(stdout.trimEnd().split("\n"), stderr).toHaveLength(1);
  expect(JSON.parse(stdout)).toEqual({
    registered: true,
    ringMs: expect.any(Number),
    answerMs: expect.any(Number),
    audioInOk: true,
    audioOutOk: true,
    historySaved: true,
    host: process.env.TANDEM_ELECTRON === "real" ? "electron" : "stand-in",
  });
  expect(code).toBe(0);
  expect(readFileSync(picture).subarray(1, 4).toString("latin1")).toBe("PNG");
  expect(readdirSync(temporary).filter((name) => name.startsWith("tandem-"))).toEqual([]);
});

test("--self-test says in one line that it failed, and why on stderr", async () => {
  const team = path.join(aFolder(), "team.json");
  writeFileSync(team, JSON.stringify(testTeam({ lines: [] })));
  const { code, stdout, stderr } = await run(["--self-test", `--team=${team}`]);
  expect(JSON.parse(stdout)).toMatchObject({ registered: true, ringMs: null, historySaved: false });
  expect(stderr).toContain("the training customer did not call: training-unavailable");
  expect(code).toBe(1);
});

test("a command line that makes no sense ends at once with one clear line", async () => {
  const unknown = await run(["--tandem-loud"]);
  expect(unknown).toMatchObject({ code: 2, stdout: "" });
  expect(unknown.stderr).toContain("tandem: unknown argument --tandem-loud");
  const half = await run([], { TANDEM_HUB_URL: "http://127.0.0.1:1", TANDEM_LOGIN: "marina" });
  expect(half.code).toBe(2);
  expect(half.stderr).toContain("TANDEM_SECRET: set all three");
});

test("a team file that is none: a window says what is wrong with it and what to do", async ({ launchTandem }) => {
  const userDataDir = aFolder();
  const team = path.join(userDataDir, "no-team.json");
  writeFileSync(team, JSON.stringify({ operators: [] }));
  const tandem = await launchTandem({ userDataDir, args: [`--team=${team}`], waitForReady: false });
  await expect.poll(() => visibleText(tandem)).toContain("Файл команды не подходит");
  const text = await visibleText(tandem);
  for (const words of [
    "Исправьте файл или укажите другой",
    "The team file does not fit",
    team,
    "is no team: operators",
  ])
    expect(text).toContain(words);
  expect(tandem.mainLog()).toContain("is no team: operators");
  const page = tandem.app.windows().find((window) => window.url().includes("/problem/"));
  const ended = new Promise<number | null>((resolve) => tandem.app.process().once("exit", resolve));
  await page?.getByRole("button", { name: "Выйти" }).click();
  expect(await ended).toBe(1);
});
