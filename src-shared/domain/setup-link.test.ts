import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressHost, documentAddress, isSetupLink, readSetupDocument } from "./setup-link.ts";

const TOKEN = "https://setup.vertolina.invalid/tandem/3f9c";
const link = (address: string) => `tandem://provision?url=${encodeURIComponent(address)}`;

describe("documentAddress", () => {
  it.each([
    [TOKEN, TOKEN],
    [` ${TOKEN}\n`, TOKEN],
    [link(TOKEN), TOKEN],
    [link(TOKEN).replace("provision?", "provision/?"), TOKEN],
    [link(TOKEN).replace("tandem://", "TANDEM:"), TOKEN],
    ["https://setup.vertolina.invalid:8443/t?token=1&of=2", "https://setup.vertolina.invalid:8443/t?token=1&of=2"],
    ["http://127.0.0.1:8080/t", "http://127.0.0.1:8080/t"],
    ["http://localhost/t", "http://localhost/t"],
    ["http://[::1]:8080/t", "http://[::1]:8080/t"],
  ])("%s leads to %s", (text, address) => {
    expect(documentAddress(text)).toBe(address);
  });

  it.each([
    "",
    "setup.vertolina.invalid",
    "http://setup.vertolina.invalid/t",
    "http://127.0.0.1.evil.invalid/t",
    "https://setup.vertolina.invalid@evil.invalid/t",
    "https://setup.vertolina.invalid\\@evil.invalid/t",
    "https://setup.vertolina.invalid/t#part",
    "https://сетап.рф/t",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "tandem://provision",
    "tandem://provision?url=%E0%A4%A",
    link("http://setup.vertolina.invalid/t"),
    link(link(TOKEN)),
    `tandem://provision?url=${TOKEN}&url=https://evil.invalid/`,
    `https://setup.vertolina.invalid/${"t".repeat(3000)}`,
  ])("%s leads nowhere", (text) => {
    expect(documentAddress(text)).toBeNull();
  });

  it("gives only addresses whose host is the one that is asked, encrypted or on this machine", () => {
    const parts = fc.constantFrom(
      "https://",
      "http://",
      "tandem://provision?url=",
      "@",
      "\\",
      "/",
      "a.invalid",
      "%2F",
      "#",
      "127.0.0.1",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 5 })), { maxLength: 8 }), (pieces) => {
        const address = documentAddress(pieces.join(""));
        if (address === null) return;
        const url = new URL(address);
        expect(url.username + url.password).toBe("");
        expect(addressHost(address)).toMatch(new RegExp(`^${url.hostname.replaceAll(/[[\].]/g, "\\$&")}`));
        if (url.protocol !== "https:") expect(url.hostname).toMatch(/^127\.|^localhost$|^\[::1\]$/);
      }),
    );
  });
});

it("shows the host of an address without its token", () => {
  expect(addressHost("https://Setup.Vertolina.invalid:8443/t?token=1")).toBe("setup.vertolina.invalid:8443");
  expect([isSetupLink("tandem:x"), isSetupLink("tel:1002")]).toEqual([true, false]);
});

describe("a setup document", () => {
  const line = { server: "wss://atc.vertolina.invalid/ws", user: "101", password: "s3cret" };
  const hub = { url: "wss://tandem.vertolina.invalid/", login: "marina", secret: "a-long-secret" };
  const read = (document: unknown) => readSetupDocument(JSON.stringify(document));

  it("is read with what is usual filled in", () => {
    expect(read({ version: 1, lines: [line], country: "KZ" })).toEqual({
      ok: true,
      document: {
        version: 1,
        issuer: "",
        country: "KZ",
        lines: [
          {
            ...line,
            title: "",
            domain: "",
            authUser: "",
            displayName: "",
            echoNumber: "*43",
            recording: "",
            colleagues: [],
          },
        ],
      },
    });
    expect(read({ version: 1, hub, issuer: "Вертолина" })).toMatchObject({
      document: { hub: { url: "https://tandem.vertolina.invalid" } },
    });
  });

  it.each([
    [{ version: 1 }, "lines"],
    [{ version: 1, hub, lines: [line] }, "lines"],
    [{ version: 1, lines: [] }, "lines"],
    [{ version: 1, lines: Array.from({ length: 6 }, (_, user) => ({ ...line, user: `10${user}` })) }, "lines"],
    [{ version: 1, lines: [line, { ...line, title: "Again" }] }, "lines"],
    [{ version: 1, lines: [{ ...line, server: "https://atc.vertolina.invalid" }] }, "lines[0].server"],
    [{ version: 1, lines: [{ ...line, password: "" }] }, "lines[0].password"],
    [{ version: 1, lines: [{ ...line, passwort: "x" }] }, "lines[0].passwort"],
    [{ version: 1, lines: [line], country: "XX" }, "country"],
    [{ version: 1, lines: [line], certificates: "" }, "certificates"],
    [{ version: 1, hub: { ...hub, secret: "short" } }, "hub.secret"],
    [{ lines: [line] }, "version"],
  ])("%j is wrong at %s", (document, detail) => {
    expect(read(document)).toEqual({ ok: false, failure: "wrong-document", detail });
  });

  it("that is none, or is of a newer program, is told as such", () => {
    for (const text of ["", "<html></html>", "[]", "null", "7"])
      expect(readSetupDocument(text)).toMatchObject({ ok: false, failure: "not-a-document" });
    expect(read({ version: 2, seats: [] })).toMatchObject({ ok: false, failure: "document-too-new" });
  });
});
