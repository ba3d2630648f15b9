import { describe, expect, it } from "vitest";
import { mayNavigate, mayOpenExternally } from "./navigation-lock.ts";

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
