import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import {
  makeOutputFolder,
  openPackedApp,
  type PackedApp,
  projectRoot,
  readFuses,
  runNode,
  shippedFuses,
} from "./pack.ts";

const megabyte = 1024 * 1024;

describe("npm run dist:dir", () => {
  let tree: string;
  let app: PackedApp;

  beforeAll(() => {
    const output = makeOutputFolder("linux");
    runNode(["scripts/dist.mjs", "--dir", `--output=${output}`]);
    tree = path.join(output, process.arch === "arm64" ? "linux-arm64-unpacked" : "linux-unpacked");
    app = openPackedApp(path.join(tree, "resources"));
  });

  test("packs the built app, its manifest and production dependencies only", () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(projectRoot, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const allowed = [
      "package.json",
      "out/app/",
      ...Object.keys(manifest.dependencies).map((name) => `node_modules/${name}/`),
    ];
    expect(app.files.filter((file) => !allowed.some((prefix) => file.startsWith(prefix)))).toEqual([]);
    expect(
      Object.keys(manifest.dependencies).filter((name) => !app.files.includes(`node_modules/${name}/package.json`)),
    ).toEqual([]);
  });

  test("each window starts with few files, and no part of one runs another", () => {
    const pages = ["operator", "card", "media"].map((page) => app.readText(`out/app/renderer/${page}/index.html`));
    for (const page of pages) expect(page.match(/\.\.\/assets\/[^"]+\.(?:js|css)"/g)?.length).toBeLessThanOrEqual(10);
    const entryOf = (page: string) => [...page.matchAll(/ src="\.\.\/assets\/([^"]+)"/g)].at(-1)?.[1];
    const [, card, media] = pages.map(entryOf);
    const scripts = app.files.filter((file) => /^out\/app\/renderer\/assets\/.*\.js$/.test(file));
    expect(scripts.length).toBeGreaterThan(10);
    // The operator's own chunk is wanted by its lazy pages, which run in that window.
    for (const script of scripts)
      for (const entry of [card, media]) expect(app.readText(script)).not.toContain(`/${entry}"`);
  });

  test("holds the main process that its manifest names, the preloads, the hub and all pages", () => {
    const { main } = JSON.parse(app.readText("package.json")) as { main: string };
    const needed = [
      "main.cjs",
      "desktop.cjs",
      "hub-process.cjs",
      "password-worker.cjs",
      "preload-operator.cjs",
      "preload-card.cjs",
      "preload-media.cjs",
    ];
    const pages = ["operator", "card", "media"].map((page) => `renderer/${page}/index.html`);
    expect(main).toBe("out/app/main.cjs");
    expect([...needed, ...pages].filter((file) => !app.files.includes(`out/app/${file}`))).toEqual([]);
  });

  test("holds exactly the native module of this platform, outside the archive where it can be loaded", () => {
    const native = app.files.filter((file) => file.endsWith(".node"));
    expect(native).toEqual([`node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`]);
    const unpacked = fs.readdirSync(path.join(tree, "resources/app.asar.unpacked"), {
      recursive: true,
      encoding: "utf8",
    });
    expect(unpacked.filter((file) => path.extname(file) !== "" && !file.endsWith("prebuilds"))).toEqual(native);
    const header = fs.readFileSync(path.join(tree, "resources/app.asar.unpacked", native[0] ?? "")).subarray(0, 20);
    expect(header.subarray(0, 4).toString("latin1")).toBe("\u007fELF");
    // e_machine of the ELF header: 62 is x86-64, 183 is AArch64.
    expect(header.readUInt16LE(18)).toBe(process.arch === "arm64" ? 183 : 62);
  });

  test("has no source maps, sources, tests or secrets", () => {
    expect(app.files.filter((file) => /[.]map$|[.]tsx?$|[.]test[.]|(^|\/)(tests|src-[a-z]+)\//.test(file))).toEqual([]);
    expect(
      app.files.filter((file) => /(^|\/)[.](env|npmrc|git)|[.](pem|p12|pfx|key)$|secrets?[.]/i.test(file)),
    ).toEqual([]);
    const texts = app.files.filter((file) => file.startsWith("out/app/") && /[.](cjs|js|json|html)$/.test(file));
    // A key itself: a library that reads keys names their first line.
    const secret =
      /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\s|\\[nr])*[A-Za-z0-9+/=]{16}|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|\/work\/main\//;
    expect(texts.filter((file) => secret.test(app.readText(file)))).toEqual([]);
  });

  test("has its fuses set as the security checklist says", async () => {
    expect(await readFuses(path.join(tree, "tandem"))).toMatchObject(shippedFuses);
  });

  test("starts, takes a call and hears both sides", () => {
    const { status, stdout, stderr } = spawnSync(path.join(tree, "tandem"), ["--self-test"], {
      encoding: "utf8",
      timeout: 90_000,
    });
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toMatchObject({
      registered: true,
      audioInOk: true,
      audioOutOk: true,
      historySaved: true,
    });
  });

  test("speaks Russian and English only, and is not larger than it has to be", () => {
    expect(fs.readdirSync(path.join(tree, "locales")).sort()).toEqual(["en-US.pak", "ru.pak"]);
    expect(fs.statSync(path.join(tree, "resources/app.asar")).size).toBeLessThan(10 * megabyte);
  });
});

describe("npm run dist:dir -- --inspectable", () => {
  test("leaves only the inspector open, for Playwright", async () => {
    const output = makeOutputFolder("inspectable");
    runNode(["scripts/dist.mjs", "--dir", "--inspectable", `--output=${output}`]);
    const folder = process.arch === "arm64" ? "linux-arm64-unpacked" : "linux-unpacked";
    expect(await readFuses(path.join(output, folder, "tandem"))).toMatchObject({
      ...shippedFuses,
      EnableNodeCliInspectArguments: "on",
    });
  });
});
