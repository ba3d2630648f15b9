import { EventEmitter } from "node:events";
import type { WebContents } from "electron";
import { describe, expect, it } from "vitest";
import type { Log } from "../core/ports/log.ts";
import { lockNavigation, mayNavigate, mayOpenExternally } from "./navigation-lock.ts";

const page = "app://tandem/operator/index.html";

describe("mayNavigate", () => {
  it("lets a page reload itself, in the main frame only", () => {
    expect(mayNavigate(page, page, true)).toBe(true);
    expect(mayNavigate(`${page}#history`, page, true)).toBe(true);
    expect(mayNavigate(page, page, false)).toBe(false);
  });
  it.each([
    "https://example.org/",
    "app://tandem/media/index.html",
    "file:///etc/passwd",
    "javascript:1",
    "",
    "data:,x",
  ])("refuses %s", (to) => expect(mayNavigate(page, to, true)).toBe(false));
  it("refuses everything from a page that has no address yet", () => expect(mayNavigate("", "", true)).toBe(false));
});

describe("mayOpenExternally", () => {
  it.each(["https://example.org/order?id=1", "mailto:team@example.org"])("lets %s out", (address) =>
    expect(mayOpenExternally(address)).toBe(true),
  );
  it.each([
    "http://example.org/",
    "file:///etc/passwd",
    "smb://host/share",
    "ms-msdt:/id",
    "javascript:alert(1)",
    "https://bank.example@evil.example/",
    "app://tandem/operator/index.html",
    "nonsense",
  ])("keeps %s in", (address) => expect(mayOpenExternally(address)).toBe(false));
});

describe("lockNavigation", () => {
  function locked(url = page) {
    const contents = new EventEmitter();
    const opened: string[] = [];
    let openHandler: ((details: { url: string }) => { action: string }) | null = null;
    const log: Log = { error() {}, warn() {}, info() {}, debug() {} };
    const fake = Object.assign(contents, {
      getURL: () => url,
      setWindowOpenHandler: (handler: typeof openHandler) => {
        openHandler = handler;
      },
    });
    lockNavigation(fake as unknown as WebContents, { log, openExternal: (address) => opened.push(address) });
    const isDenied = (event: string, details: object) => {
      let denied = false;
      contents.emit(event, {
        ...details,
        preventDefault: () => {
          denied = true;
        },
      });
      return denied;
    };
    return { isDenied, opened, open: (address: string) => openHandler?.({ url: address }) };
  }

  it("denies every way to another page, and lets the page reload", () => {
    const { isDenied } = locked();
    const elsewhere = { url: "https://example.org/", isMainFrame: true };
    for (const event of ["will-navigate", "will-frame-navigate", "will-redirect", "will-attach-webview"])
      expect(isDenied(event, elsewhere), event).toBe(true);
    expect(isDenied("will-frame-navigate", { url: page, isMainFrame: false })).toBe(true);
    expect(isDenied("will-redirect", { url: page, isMainFrame: true })).toBe(true);
    expect(isDenied("will-navigate", { url: page, isMainFrame: true })).toBe(false);
  });

  it("opens no window, and hands only allowed addresses to the system", () => {
    const { open, opened } = locked();
    for (const address of ["https://example.org/", "mailto:a@example.org", "file:///etc/passwd", page])
      expect(open(address)).toEqual({ action: "deny" });
    expect(opened).toEqual(["https://example.org/", "mailto:a@example.org"]);
  });
});
