import { afterAll, beforeAll, expect, test } from "vitest";
import { launchSample, type Sample, until } from "./sample.ts";

// biome-ignore lint/suspicious/noExplicitAny: code given to `evaluate` runs in another process, where this is an untyped global
declare const sample: any;

let running: Sample;
beforeAll(async () => {
  running = await launchSample();
  await Promise.all([running.page("operator"), running.page("media")]);
});
afterAll(() => running[Symbol.asyncDispose]());

test("a preload exposes functions, values cross by structured clone, errors read as in Electron", async () => {
  const page = await running.page("operator");
  const answer = await page.evaluate(async () => {
    const given = {
      date: new Date(5),
      map: new Map([[1, { deep: [undefined, 5n] }]]),
      bytes: new Uint8Array([1, 255]),
      $t: 1,
    };
    const { value, origin } = await sample.invoke("echo", given);
    return [
      origin,
      value.date instanceof Date && value.date.getTime(),
      value.map.get(1).deep[1] === 5n,
      value.bytes[1],
      value.$t,
    ];
  });
  expect(answer).toEqual(["app://sample", 5, true, 255, 1]);

  const errors = await page.evaluate(() =>
    Promise.all(
      [["boom"], ["nobody"], ["echo", () => 1]].map(([name, input]) =>
        sample.invoke(name, input).catch((error: Error) => error.message),
      ),
    ),
  );
  expect(errors).toEqual([
    "Error invoking remote method 'boom': Error: boom",
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    "An object could not be cloned.",
  ]);
});

test("the page's own world holds only what the preload exposed, frozen", async () => {
  const page = await running.page("operator");
  const seen = await page.evaluate(() => [
    typeof (globalThis as Record<string, unknown>).require,
    typeof (globalThis as Record<string, unknown>).process,
    Object.keys(globalThis).filter((key) => key.startsWith("__standin")).length,
    Object.isFrozen(sample),
  ]);
  expect(seen).toEqual(["undefined", "undefined", 0, true]);
  expect(await page.evaluate(() => sample.missing()).catch((error) => error.message)).toContain(
    "electron stand-in: ipcRenderer.sendSync is not implemented",
  );
});

test("the response headers of the app's own scheme hold: an inline script does not run", async () => {
  const page = await running.page("operator");
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.inlineRan = true";
    document.head.append(script);
    return "inlineRan" in globalThis;
  });
  expect(ran).toBe(false);
});

test("a page cannot navigate away or open a window", async () => {
  const page = await running.page("operator");
  await page.evaluate(() => {
    location.href = "https://example.invalid/";
  });
  const opened = await page.evaluate(() => window.open("https://example.invalid/") === null);
  const refusals = () =>
    running.app.evaluate(() =>
      sample.electron.__standin.calls
        .map((call: { api: string }) => call.api)
        .filter((api: string) => /navigation|window.open/.test(api)),
    );
  await expect.poll(refusals).toEqual(["navigation.blocked", "window.open"]);
  expect([opened, running.app.windows().length]).toEqual([true, 2]);
  expect(page.url()).toContain("page.html?operator");
});

test("a redirect of the app's own answer is asked of the app", async () => {
  const refused = await running.app.evaluate(() =>
    sample.windows.operator.loadURL("app://sample/away").catch((error: Error) => error.message),
  );
  expect(refused).toContain("ERR_ABORTED");
  expect((await running.page("operator")).url()).toContain("page.html?operator");
});

test("a window that setWindowOpenHandler allows does open", async () => {
  const page = await running.page("media");
  const count = await running.app.evaluate(({ BrowserWindow }) => {
    sample.windows.media.webContents.setWindowOpenHandler(() => ({ action: "allow" }));
    return BrowserWindow.getAllWindows().length;
  });
  await page.evaluate(() => void window.open("page.html?third"));
  const third = await until(() => running.app.windows().find((each) => each.url().endsWith("?third")));
  await third.close();
  const after = await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect([count, after]).toEqual([2, 2]);
});

test("main pushes to a window in order, and a reload brings the preload back", async () => {
  const page = await running.page("operator");
  await page.reload();
  await page.evaluate(() => {
    const got: unknown[] = [];
    sample.onPush((value: unknown) => got.push(value));
    Object.assign(globalThis, { got });
  });
  await running.app.evaluate(() => {
    for (let i = 0; i < 50; i++) sample.windows.operator.webContents.send("push", i);
  });
  await page.waitForFunction(() => (globalThis as unknown as { got: unknown[] }).got.length === 50);
  const got = await page.evaluate(() => (globalThis as unknown as { got: number[] }).got);
  expect(got).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

test("bounds, maximise and restore are told and remembered", async () => {
  const told = await running.app.evaluate(() => {
    const window = sample.windows.operator;
    const events: string[] = [];
    for (const name of ["maximize", "unmaximize", "resize", "move"]) window.on(name, () => events.push(name));
    window.setBounds({ x: 10, width: 1000 });
    window.maximize();
    const maximised = [window.isMaximized(), window.getNormalBounds().width, window.getBounds().width];
    window.unmaximize();
    return { events, maximised, bounds: window.getBounds() };
  });
  expect(told).toEqual({
    events: ["resize", "move", "maximize", "resize", "unmaximize", "resize"],
    maximised: [true, 1000, 1920],
    bounds: { x: 10, y: 0, width: 1000, height: 640 },
  });
  const page = await running.page("operator");
  await page.waitForFunction(() => outerWidth === 1000);
});

test("a hidden window is not throttled: timers and sound run without a gesture", async () => {
  const page = await running.page("media");
  const state = await page.evaluate(async () => {
    const context = new AudioContext();
    const startedMs = performance.now();
    await new Promise<void>((resolve) => {
      let ticks = 0;
      const timer = setInterval(() => {
        ticks += 1;
        if (ticks < 20) return;
        clearInterval(timer);
        resolve();
      }, 10);
    });
    return {
      audio: context.state,
      isQuick: performance.now() - startedMs < 1000,
      visibility: document.visibilityState,
    };
  });
  expect(state).toEqual({ audio: "running", isQuick: true, visibility: "visible" });
});

test("the theme chosen in main reaches the pages", async () => {
  const page = await running.page("operator");
  const isDark = () => page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  expect(await isDark()).toBe(false);
  await running.app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = "dark";
  });
  await expect.poll(isDark).toBe(true);
});

test("what is not implemented throws by name", async () => {
  const said = await running.app.evaluate(({ BrowserWindow }) => {
    const attempts = [
      () => new BrowserWindow({ webPreferences: { offscreen: true } }),
      () => new BrowserWindow({ webPreferences: { sandbox: false } }),
      () => new BrowserWindow({ kiosk: true }),
      () => sample.windows.operator.setShape([]),
      () => sample.windows.operator.webContents.debugger,
      () => sample.electron.desktopCapturer,
      () => sample.electron.app.getApplicationInfoForProtocol("x"),
      () => sample.electron.session.fromPartition("persist:x"),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return "nothing was thrown";
      } catch (error) {
        return (error as Error).message;
      }
    });
  });
  expect(said).toEqual(
    [
      "webPreferences.offscreen",
      "webPreferences.sandbox: false",
      "BrowserWindow options.kiosk",
      "BrowserWindow.setShape",
      "webContents.debugger",
      "electron.desktopCapturer",
      "app.getApplicationInfoForProtocol",
      "a persistent partition",
    ].map((name) => `electron stand-in: ${name} is not implemented`),
  );
});

test("services of the desktop are recorded, and a test can play the person", async () => {
  const told = await running.app.evaluate(async ({ Notification, safeStorage, globalShortcut, net, shell }) => {
    const hands = sample.electron.__standin;
    const events: string[] = [];
    const notification = new Notification({ title: "Call", body: "Anna" });
    notification.on("click", () => events.push("click"));
    notification.show();
    hands.notifications[0].emit("click", {});
    notification.close();
    globalShortcut.register("Control+K", () => events.push("shortcut"));
    hands.pressShortcut("Control+K");
    await shell.openExternal("https://example.invalid/");
    const sealed = await safeStorage.encryptStringAsync("тайна");
    const opened = await safeStorage.decryptStringAsync(sealed);
    const page = await net.fetch("app://sample/page.js");
    return {
      events,
      opened: opened.result,
      hidden: !sealed.includes("тайна"),
      status: page.status,
      left: hands.notifications.length,
    };
  });
  expect(told).toEqual({ events: ["click", "shortcut"], opened: "тайна", hidden: true, status: 200, left: 0 });
});

test("one keyboard: keys go to the focused window, else to another program; a window that is not focusable takes none", async () => {
  const page = await running.page("operator");
  const told = await running.app.evaluate(async ({ BrowserWindow, screen }) => {
    const hands = sample.electron.__standin;
    const { operator } = sample.windows;
    operator.blur();
    const card = new BrowserWindow({ show: false, focusable: false, type: "panel", width: 380, height: 160 });
    card.showInactive();
    card.focus();
    card.show();
    await hands.typeText("там");
    hands.setDisplays([
      { id: 1, bounds: { x: 0, y: 0, width: 1920, height: 1080 } },
      {
        id: 2,
        bounds: { x: -1280, y: 0, width: 1280, height: 1024 },
        workArea: { x: -1280, y: 0, width: 1280, height: 984 },
      },
    ]);
    hands.setCursor({ x: -5, y: 900 });
    const near = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    const seen = [card.isVisible(), card.isFocused(), card.isFocusable(), BrowserWindow.getFocusedWindow() === null];
    card.destroy();
    return { seen, elsewhere: hands.textElsewhere(), near: [near.id, near.workArea.height] };
  });
  expect(told).toEqual({ seen: [true, false, false, true], elsewhere: "там", near: [2, 984] });
  await page.evaluate(() => {
    const field = document.createElement("input");
    document.body.append(field);
    field.focus();
  });
  await running.app.evaluate(async () => {
    sample.windows.operator.focus();
    await sample.electron.__standin.typeText("здесь");
    sample.windows.operator.minimize();
    await sample.electron.__standin.typeText("!");
    sample.windows.operator.restore();
  });
  expect(await page.evaluate(() => document.querySelector("input")?.value)).toBe("здесь");
  expect(await running.app.evaluate(() => sample.electron.__standin.textElsewhere())).toBe("там!");
});
