import type { Session } from "electron";
import { describe, expect, it } from "vitest";
import type { Log } from "../core/ports/log.ts";
import { createHidGate, type HidGate } from "./hid-gate.ts";
import { guardSession, mayGrant, mayRequest, type PermissionQuestion } from "./session-guard.ts";

const microphone: PermissionQuestion = {
  permission: "media",
  mediaTypes: ["audio"],
  origin: "app://tandem",
  isMainFrame: true,
};

describe("mayGrant", () => {
  it("gives the media session the microphone and the choice of a speaker", () => {
    expect(mayGrant("microphone", microphone)).toBe(true);
    expect(mayGrant("microphone", { ...microphone, permission: "speaker-selection", mediaTypes: [] })).toBe(true);
  });

  it.each([
    ["camera", { mediaTypes: ["video"] }],
    ["camera along with the microphone", { mediaTypes: ["audio", "video"] }],
    ["media that does not say what", { mediaTypes: [] }],
    ["another origin", { origin: "https://tandem" }],
    ["a frame inside", { isMainFrame: false }],
    ["screen", { permission: "display-capture" }],
    ["notifications", { permission: "notifications" }],
    ["geolocation", { permission: "geolocation" }],
    ["clipboard", { permission: "clipboard-read" }],
    ["a device", { permission: "hid" }],
    ["a permission of tomorrow", { permission: "unknown" }],
  ] satisfies [string, Partial<PermissionQuestion>][])("refuses the media session %s", (_what, change) => {
    expect(mayGrant("microphone", { ...microphone, ...change })).toBe(false);
  });

  it.each(["media", "speaker-selection", "notifications", "clipboard-sanitized-write", "fullscreen"])(
    "gives the operator's session nothing, not even %s",
    (permission) => expect(mayGrant("nothing", { ...microphone, permission })).toBe(false),
  );
});

describe("mayRequest", () => {
  it.each(["app://tandem/operator/index.html", "data:image/png;base64,AA", "blob:app://tandem/1"])(
    "lets %s through",
    (address) => expect(mayRequest(address, false)).toBe(true),
  );
  it.each([
    "https://example.org/",
    "http://127.0.0.1:8080/",
    "ws://127.0.0.1/",
    "file:///etc/passwd",
    "app://other/x.js",
    "blob:https://example.org/1",
    "devtools://devtools/x",
    "nonsense",
  ])("cuts %s", (address) => expect(mayRequest(address, false)).toBe(false));
  it("lets developer tools load their own pages where they are allowed", () =>
    expect(mayRequest("devtools://devtools/x", true)).toBe(true));
});

describe("guardSession", () => {
  type Answer = (granted: unknown) => void;

  function guarded(grants: "nothing" | "microphone", headsets: Pick<HidGate, "mayOpen"> | null = null) {
    const handlers = new Map<string, (...args: never[]) => unknown>();
    const keep = (name: string) => (handler: (...args: never[]) => unknown) => handlers.set(name, handler);
    const log: Log = { error() {}, warn() {}, info() {}, debug() {} };
    const session = {
      setPermissionRequestHandler: keep("request"),
      setPermissionCheckHandler: keep("check"),
      setDevicePermissionHandler: keep("device"),
      setDisplayMediaRequestHandler: keep("display"),
      on: (name: string, handler: (...args: never[]) => unknown) => handlers.set(name, handler),
      webRequest: { onBeforeRequest: keep("network") },
    };
    guardSession(session as unknown as Session, { grants, headsets, hasDevTools: false, log });
    const call = (name: string, ...args: unknown[]) => handlers.get(name)?.(...(args as never[]));
    const answered = (name: string, before: unknown[], after: unknown[] = []) => {
      let given: unknown = "no answer";
      const answer: Answer = (value) => {
        given = value;
      };
      call(name, ...before, answer, ...after);
      return given;
    };
    return { call, answered };
  }

  const audio = { securityOrigin: "app://tandem/", requestingUrl: "app://tandem/media/index.html", isMainFrame: true };

  it("asks the same rule for a request and a check", () => {
    const media = guarded("microphone");
    expect(media.answered("request", [null, "media"], [{ ...audio, mediaTypes: ["audio"] }])).toBe(true);
    expect(media.answered("request", [null, "media"], [{ ...audio, mediaTypes: ["audio", "video"] }])).toBe(false);
    expect(media.call("check", null, "media", "app://tandem/", { ...audio, mediaType: "audio" })).toBe(true);
    expect(media.call("check", null, "media", "app://tandem/", { ...audio, mediaType: "video" })).toBe(false);
    expect(media.call("check", null, "media", "https://x/", { ...audio, mediaType: "audio" })).toBe(false);
    const operator = guarded("nothing");
    expect(operator.answered("request", [null, "media"], [{ ...audio, mediaTypes: ["audio"] }])).toBe(false);
    expect(operator.call("check", null, "media", "app://tandem/", { ...audio, mediaType: "audio" })).toBe(false);
  });

  const jabra = {
    deviceId: "1",
    name: "Jabra Link 380",
    vendorId: 0x0b0e,
    productId: 0x24c9,
    collections: [{ usagePage: 0x0b, usage: 5, type: 1, children: [], inputReports: [], outputReports: [] }],
  };
  const keyboard = { ...jabra, name: "Keyboard", productId: 1, collections: [{ usagePage: 1, usage: 6 }] };
  const asked = (device: object, change = {}) => ({ deviceType: "hid", origin: "app://tandem", device, ...change });

  it("shows the media session a telephone the operator allowed, and nothing else", () => {
    const gate = createHidGate();
    const media = guarded("microphone", gate);
    expect(media.call("device", asked(jabra))).toBe(false);
    expect(gate.found()).toEqual([{ key: "0b0e:24c9", name: "Jabra Link 380" }]);
    gate.allow(["0b0e:24c9", "0b0e:0001"]);
    expect(media.call("device", asked(jabra))).toBe(true);
    expect(media.call("device", asked(jabra, { origin: "app://tandem/" }))).toBe(true);
    expect(media.call("device", asked(keyboard))).toBe(false);
    expect(media.call("device", asked(jabra, { origin: "https://tandem" }))).toBe(false);
    expect(media.call("device", asked(jabra, { origin: "app://other" }))).toBe(false);
    expect(media.call("device", asked(jabra, { deviceType: "usb" }))).toBe(false);
    expect(media.call("device", asked({ portId: "1" }))).toBe(false);
    expect(gate.found()).toHaveLength(1);
    expect(guarded("nothing").call("device", asked(jabra))).toBe(false);
  });

  it("forgets a headset that was not seen in a look", () => {
    const gate = createHidGate();
    const media = guarded("microphone", gate);
    media.call("device", asked(jabra));
    gate.beginLook();
    expect(gate.found()).toHaveLength(1);
    gate.endLook();
    expect(gate.found()).toEqual([]);
  });

  it("opens no chooser of devices", () => {
    let chosen: unknown = "nothing said";
    let isPrevented = false;
    const event = { preventDefault: () => (isPrevented = true) };
    guarded("microphone", createHidGate()).call("select-hid-device", event, { deviceList: [jabra] }, (id: unknown) => {
      chosen = id;
    });
    expect([chosen, isPrevented]).toEqual([null, true]);
  });

  it("gives no device and no screen, and cuts what is not the app's own", () => {
    const media = guarded("microphone");
    expect(media.call("device", { deviceType: "hid" })).toBe(false);
    expect(media.answered("display", [{}])).toBeNull();
    expect(media.answered("network", [{ url: "https://example.org/", resourceType: "xhr" }])).toEqual({ cancel: true });
    expect(media.answered("network", [{ url: "app://tandem/x.js", resourceType: "script" }])).toEqual({
      cancel: false,
    });
  });
});
