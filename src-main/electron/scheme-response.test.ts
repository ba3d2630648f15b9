import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileUnder, respond, respondMade, respondWithPicture } from "./scheme-response.ts";

let folder = "";
let root = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-scheme-"));
  root = join(folder, "renderer");
  for (const page of ["operator", "media", "assets"]) mkdirSync(join(root, page), { recursive: true });
  writeFileSync(join(root, "operator", "index.html"), "<html></html>");
  writeFileSync(join(root, "media", "index.html"), "<html></html>");
  writeFileSync(join(root, "assets", "app.js"), "1");
  writeFileSync(join(root, "assets", "notes.txt"), "plain");
  writeFileSync(join(folder, "secret.json"), "{}");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (path: string, page: "operator" | "media" = "operator") =>
  respond({ url: `app://tandem${path}`, method: "GET" }, root, [page]);

describe("respond", () => {
  it("serves a page of the session's own kind with policy and nosniff", async () => {
    const response = await get("/operator/index.html");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("serves shared assets, and refuses the other session's page", async () => {
    expect((await get("/assets/app.js")).status).toBe(200);
    expect((await get("/media/index.html")).status).toBe(403);
    expect((await get("/operator/index.html", "media")).status).toBe(403);
    expect((await get("/media/index.html", "media")).status).toBe(200);
  });

  it("answers 404 for what is not there, a folder, or a type it does not know", async () => {
    for (const path of ["/assets/none.js", "/assets/", "/assets/notes.txt", "/"])
      expect((await get(path)).status, path).toBe(404);
  });

  it("gives the policy to every answer, also to a refusal", async () => {
    for (const path of ["/assets/none.js", "/%2e%2e%2fsecret.json"])
      expect((await get(path)).headers.get("content-security-policy"), path).toContain("default-src 'none'");
  });

  it("takes GET and HEAD only", async () => {
    const response = await respond({ url: "app://tandem/operator/index.html", method: "POST" }, root, ["operator"]);
    expect(response.status).toBe(405);
  });
});

describe("respondWithPicture", () => {
  const picture = { type: "image/png", bytes: Uint8Array.of(1, 2, 3) };
  const ask = (url: string, method = "GET") =>
    respondWithPicture({ url, method }, async (id) => (id === "a-1" ? picture : null));

  it("gives a picture that nothing may run in and nobody keeps", async () => {
    const response = await ask("app://tandem/files/a-1");
    expect(response?.status).toBe(200);
    expect(new Uint8Array((await response?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(picture.bytes);
    expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
      "content-type": "image/png",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
  });

  it("has no other file, and leaves all else to the pages", async () => {
    for (const path of ["a-2", "", "%2e%2e/secret.json", "x".repeat(500)])
      expect((await ask(`app://tandem/files/${path}`))?.status, path).toBe(404);
    expect((await ask("app://tandem/files/a-1", "POST"))?.status).toBe(404);
    expect(ask("app://tandem/operator/index.html")).toBeNull();
  });
});

describe("fileUnder", () => {
  it.each([
    "app://tandem/..%2f..%2fsecret.json",
    "app://tandem/assets/..%2f..%2f..%2fetc/passwd",
    "app://tandem/%2e%2e%2f%2e%2e%2fsecret.json",
    "app://tandem/assets/..%5c..%5csecret.json",
    "app://tandem/operator/index.html%00.js",
    "app://tandem/%E0%A4%A",
    "app://elsewhere/operator/index.html",
    "file:///etc/passwd",
    "https://tandem/operator/index.html",
    "not an address",
  ])("refuses %s", (address) => expect(fileUnder(root, address)).toBeNull());

  it("does not take a folder whose name begins alike for its own", () => {
    expect(fileUnder(root, "app://tandem/..%2frenderer-other/index.html")).toBeNull();
  });
});

describe("respondMade", () => {
  it("lets in its own style element only, by a nonce that never repeats", async () => {
    const nonces = await Promise.all([1, 2].map(() => respondMade((nonce) => nonce).text()));
    expect(new Set(nonces).size).toBe(2);
    const policy = respondMade(() => "").headers.get("content-security-policy");
    expect(policy).toMatch(/^default-src 'none'; .*style-src 'nonce-[\w+/=]{22,}'$/);
    expect(policy).not.toContain("script-src");
  });
});
