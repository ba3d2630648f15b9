import type { WebContents, WebFrameMain } from "electron";
import { expect, it } from "vitest";
import { OPERATOR_URL } from "./addresses.ts";
import { isFromPage } from "./trusted-sender.ts";

const contents = {} as WebContents;
const frame = (change: Partial<WebFrameMain> = {}) =>
  ({ parent: null, origin: "app://tandem", url: OPERATOR_URL, ...change }) as WebFrameMain;
const ask = (senderFrame: WebFrameMain | null, sender = contents) =>
  isFromPage({ sender, senderFrame }, contents, OPERATOR_URL);

it("hears the main frame of the page itself", () => {
  expect(ask(frame())).toBe(true);
  expect(ask(frame({ url: `${OPERATOR_URL}#history` }))).toBe(true);
});

it.each([
  ["a frame that is gone", null],
  ["a frame inside the page", frame({ parent: frame() })],
  ["another origin", frame({ origin: "https://example.org" })],
  ["an opaque origin", frame({ origin: "null" })],
  ["another page of the app", frame({ url: "app://tandem/media/index.html" })],
  ["a page whose folder begins alike", frame({ url: "app://tandem/operator-2/index.html" })],
] as const)("does not hear %s", (_what, senderFrame) => expect(ask(senderFrame)).toBe(false));

it("does not hear another window with the same address", () => {
  expect(ask(frame(), {} as WebContents)).toBe(false);
});
