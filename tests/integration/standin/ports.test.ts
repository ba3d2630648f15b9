import { afterAll, beforeAll, expect, test } from "vitest";
import { launchSample, type Sample } from "./sample.ts";

// biome-ignore lint/suspicious/noExplicitAny: code given to `evaluate` runs in another process, where this is an untyped global
declare const sample: any;

let running: Sample;
beforeAll(async () => {
  running = await launchSample();
  await Promise.all([running.page("operator"), running.page("media")]);
});
afterAll(() => running[Symbol.asyncDispose]());

test("a port lives in the preload's world, or goes on to the page; data is structured clone, in order", async () => {
  const got = await running.app.evaluate(async ({ MessageChannelMain }) => {
    const ask = async (channel: string) => {
      const { port1, port2 } = new MessageChannelMain();
      const received: unknown[] = [];
      const done = new Promise<void>((resolve) => {
        port1.on("message", ({ data }) => {
          received.push(data);
          if (received.length === 20) resolve();
        });
      });
      sample.windows.media.webContents.postMessage(channel, null, [port2]);
      for (let i = 0; i < 20; i++) port1.postMessage({ i, bytes: new Uint8Array([i]) });
      port1.start();
      await done;
      return received;
    };
    return { preload: await ask("port"), page: await ask("page-port") };
  });
  const numbers = Array.from({ length: 20 }, (_, i) => i);
  expect(got.preload.map((each) => (each as { preload: { i: number } }).preload.i)).toEqual(numbers);
  expect(got.page.map((each) => (each as { echo: { i: number } }).echo.i)).toEqual(numbers);
});

test("the other end hears of the close when the page is reloaded, and when main closes", async () => {
  const heard = await running.app.evaluate(async ({ MessageChannelMain }) => {
    const contents = sample.windows.operator.webContents;
    const open = async () => {
      const { port1, port2 } = new MessageChannelMain();
      contents.postMessage("port", null, [port2]);
      port1.start();
      port1.postMessage(1);
      await new Promise((resolve) => port1.once("message", resolve));
      return port1;
    };
    const port = await open();
    const closed = new Promise((resolve) => port.once("close", () => resolve("closed")));
    const loaded = new Promise((resolve) => contents.once("did-finish-load", resolve));
    contents.reload();
    const answer = await closed;
    await loaded;
    const next = await open();
    const closedAgain = new Promise((resolve) => next.once("close", () => resolve("closed")));
    next.close();
    return [answer, await closedAgain];
  });
  expect(heard).toEqual(["closed", "closed"]);
});

test("a utility process answers over parentPort and a port, and tells its exit code", async () => {
  const told = await running.app.evaluate(async ({ utilityProcess, MessageChannelMain }) => {
    const child = utilityProcess.fork(`${sample.electron.app.getAppPath()}/utility.cjs`, ["one"], {
      serviceName: "sample",
      stdio: "pipe",
      env: { ...process.env, SAMPLE: "hello" },
    });
    const next = () => new Promise((resolve) => child.once("message", resolve));
    const line = new Promise((resolve) => child.stdout?.once("data", (data) => resolve(String(data))));
    child.postMessage("pid");
    await new Promise<void>((resolve) => child.once("spawn", () => resolve()));
    const who = (await next()) as { pid: number; type: string; args: string[] };
    child.postMessage({ map: new Map([[1, 2n]]) });
    const echo = (await next()) as { echo: { map: Map<number, bigint> } };
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage("port", [port2]);
    port1.start();
    port1.postMessage({ sdp: "v=0" });
    const byPort = await new Promise((resolve) => port1.once("message", ({ data }) => resolve(data)));
    const closed = new Promise((resolve) => port1.once("close", () => resolve("closed")));
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.postMessage("exit");
    const isOwnProcess = who.pid === child.pid && who.pid !== process.pid;
    const code = await exited;
    return {
      isOwnProcess,
      type: who.type,
      args: who.args,
      line: await line,
      big: echo.echo.map.get(1) === 2n,
      byPort,
      code,
      closed: await closed,
      pid: child.pid,
    };
  });
  expect(told).toEqual({
    isOwnProcess: true,
    type: "utility",
    args: ["one"],
    line: "utility hello\n",
    big: true,
    byPort: { utility: { sdp: "v=0" } },
    code: 7,
    closed: "closed",
    pid: undefined,
  });
});

test("kill ends a utility process, and its exit is told with the signal's number", async () => {
  const code = await running.app.evaluate(async ({ utilityProcess }) => {
    const child = utilityProcess.fork(`${sample.electron.app.getAppPath()}/utility.cjs`, [], { stdio: "ignore" });
    await new Promise<void>((resolve) => child.once("spawn", () => resolve()));
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    return exited;
  });
  expect(code).toBe(15);
});
