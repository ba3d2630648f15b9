import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { isAlive, launchSample, processesWith, SAMPLE_APP, STAND_IN, until } from "./sample.ts";

// biome-ignore lint/suspicious/noExplicitAny: code given to `evaluate` runs in another process, where this is an untyped global
declare const sample: any;

const microphone = () =>
  navigator.mediaDevices.getUserMedia({ audio: true }).then(
    (stream) => stream.getTracks().length,
    (error: Error) => error.name,
  );
const camera = () =>
  navigator.mediaDevices.getUserMedia({ video: true }).then(
    (stream) => stream.getTracks().length,
    (error: Error) => error.name,
  );

test.each([
  { where: "of one session", args: [] },
  { where: "of two partitions", args: ["--partitions"] },
])("permission handlers decide per window $where, whatever the fake UI switch says", async ({ args }) => {
  await using running = await launchSample(["--use-fake-ui-for-media-stream", ...args]);
  const [operator, media] = await Promise.all([running.page("operator"), running.page("media")]);
  expect([await operator.evaluate(microphone), await media.evaluate(microphone), await media.evaluate(camera)]).toEqual(
    ["NotAllowedError", 1, "NotAllowedError"],
  );
});

test("a renderer that crashes or is killed leaves the other alone, and comes back by reload", async () => {
  await using running = await launchSample();
  const [, media] = await Promise.all([running.page("operator"), running.page("media")]);
  const pids = await running.app.evaluate(() => [
    sample.windows.operator.webContents.getOSProcessId(),
    sample.windows.media.webContents.getOSProcessId(),
  ]);
  expect(new Set(pids).size).toBe(2);
  process.kill(pids[0], "SIGKILL");
  const back = await running.app.evaluate(async () => {
    const contents = sample.windows.operator.webContents;
    await sample.whenGone(1);
    const wasCrashed = contents.isCrashed();
    contents.reload();
    await new Promise((resolve) => contents.once("did-finish-load", resolve));
    const answer = await contents.executeJavaScript("sample.invoke('echo', 1)");
    contents.forcefullyCrashRenderer();
    await sample.whenGone(2);
    contents.reload();
    await new Promise((resolve) => contents.once("did-finish-load", resolve));
    return { wasCrashed, answer, gone: sample.gone, isCrashed: contents.isCrashed() };
  });
  expect(back).toEqual({
    wasCrashed: true,
    answer: { value: 1, origin: "app://sample" },
    gone: [
      { name: "operator", reason: "killed", exitCode: 9 },
      { name: "operator", reason: "crashed", exitCode: 5 },
    ],
    isCrashed: false,
  });
  expect(await media.evaluate(() => sample.invoke("echo", 2))).toEqual({ value: 2, origin: "app://sample" });
});

test("a second start tells the first and ends; the lock goes with a killed process", async () => {
  await using running = await launchSample();
  await running.page("operator");
  const startAgain = () => spawn(STAND_IN, [SAMPLE_APP, `--user-data-dir=${running.userDataDir}`, "tandem:call"]);
  const [code] = await once(startAgain(), "exit");
  const second = await running.app.evaluate(() => sample.second);
  expect([code, second.length, second[0].argv.at(-1), second[0].data]).toEqual([
    3,
    1,
    "tandem:call",
    { from: "sample" },
  ]);
});

test("kill -9 of main leaves no process, and the next start on the same folder works", async () => {
  const userDataDir = mkdtempSync(path.join(tmpdir(), "standin-test-"));
  const temporary = mkdtempSync(path.join(tmpdir(), "standin-tmp-"));
  const start = async () => {
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(STAND_IN, [SAMPLE_APP, `--user-data-dir=${userDataDir}`], { env, detached: true });
    let said = "";
    child.stdout.on("data", (data: Buffer) => {
      said += data.toString();
    });
    await until(() => said.includes("sample: ready"));
    return child;
  };
  const first = await start();
  const started = processesWith(userDataDir);
  expect(started.length).toBeGreaterThan(3);
  // The whole group, as Playwright does: Chromium is not in it, or it could not tidy up.
  process.kill(-(first.pid as number), "SIGKILL");
  const second = await start();
  await until(() => started.every((pid) => !isAlive(pid)));
  second.kill("SIGTERM");
  expect(await once(second, "exit")).toEqual([0, null]);
  await until(() => processesWith(userDataDir).every((pid) => !isAlive(pid)));
  expect(readdirSync(temporary)).toEqual([]);
  rmSync(temporary, { recursive: true });
  rmSync(userDataDir, { recursive: true, force: true });
});

test("a utility process ends with a killed main", async () => {
  await using running = await launchSample();
  const pid = await running.app.evaluate(async ({ utilityProcess }) => {
    const child = utilityProcess.fork(`${sample.electron.app.getAppPath()}/utility.cjs`, [], { stdio: "ignore" });
    await new Promise<void>((resolve) => child.once("spawn", () => resolve()));
    return child.pid as number;
  });
  running.app.process().kill("SIGKILL");
  await until(() => !isAlive(pid));
});

test("after a renderer's death a new connection sees the window again", async () => {
  await using running = await launchSample();
  await running.page("operator");
  await running.app.evaluate(async () => {
    const contents = sample.windows.operator.webContents;
    contents.forcefullyCrashRenderer();
    await new Promise((resolve) => contents.once("render-process-gone", resolve));
    contents.reload();
    await new Promise((resolve) => contents.once("did-finish-load", resolve));
  });
  const portFile = path.join(running.userDataDir, "stand-in-profile", "DevToolsActivePort");
  const [port, endpoint] = readFileSync(portFile, "utf8").split("\n");
  const browser = await chromium.connectOverCDP(`ws://127.0.0.1:${port}${endpoint}`);
  const pages = browser.contexts().flatMap((context) => context.pages());
  const page = pages.find((each) => each.url().endsWith("?operator"));
  expect(await page?.textContent("#ready")).toBe("ready");
  await browser.close();
});
