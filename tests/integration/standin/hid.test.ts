import { afterAll, beforeAll, expect, test } from "vitest";
import { launchSample, type Sample } from "./sample.ts";

// The stand-in has no WebHID; what it does have is asked of the app's own handlers, and nothing is granted by silence.

type Hands = {
  maySee(partition: string, origin: string, device: object): boolean;
  choose(partition: string, devices: readonly object[]): Promise<string | null>;
};
type WithHands = { readonly __standin: { readonly hid: Hands } };

let running: Sample;
beforeAll(async () => {
  running = await launchSample();
  await running.page("media");
});
afterAll(() => running[Symbol.asyncDispose]());

test("a device is seen, or chosen, only as the app's handlers say", async () => {
  const got = await running.app.evaluate(async (electron) => {
    const { hid } = (electron as unknown as WithHands).__standin;
    const fresh = electron.session.fromPartition("hid-test");
    const device = { deviceId: "7", name: "Headset" };
    const before = [hid.maySee("hid-test", "app://x", device), await hid.choose("hid-test", [device])];
    const told: unknown[] = [];
    fresh.setDevicePermissionHandler((details) => {
      told.push(details);
      return details.origin === "app://x";
    });
    fresh.on("select-hid-device", (event, { deviceList }, choose) => {
      event.preventDefault();
      choose(deviceList[0]?.deviceId ?? null);
    });
    const after = [
      hid.maySee("hid-test", "app://x", device),
      hid.maySee("hid-test", "app://y", device),
      await hid.choose("hid-test", [device]),
      await hid.choose("hid-test", []),
    ];
    return { before, after, told };
  });
  expect(got).toEqual({
    before: [false, null],
    after: [true, false, "7", null],
    told: ["app://x", "app://y"].map((origin) => ({
      deviceType: "hid",
      origin,
      device: { deviceId: "7", name: "Headset" },
    })),
  });
});

test("a page is refused WebHID itself, and an event nobody emits cannot be waited for", async () => {
  const media = await running.page("media");
  const refusal = await media.evaluate(async () => {
    const { hid } = navigator as unknown as { hid: { getDevices(): Promise<unknown[]> } };
    return hid.getDevices().then(
      (devices) => devices.length,
      (error: unknown) => (error as Error).name,
    );
  });
  expect(refusal).toBe("SecurityError");
  const thrown = await running.app.evaluate(({ session }) => {
    try {
      session.defaultSession.on("hid-device-added", () => {});
      return "no";
    } catch (error) {
      return String(error);
    }
  });
  expect(thrown).toContain("session.on(hid-device-added) is not implemented");
});
