import { describe, expect, it } from "vitest";
import { mayGrant, mayRequest, type PermissionQuestion } from "./session-guard.ts";

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
