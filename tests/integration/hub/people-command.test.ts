import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFolder } from "./support/a-hub.ts";
import { HubAlone } from "./support/alone.ts";

const ENTRY = join(import.meta.dirname, "../../../src-hub/alone/people/people-main.ts");
const OWN_PASSWORD = "верная лошадь 42";

type Ended = { readonly code: unknown; readonly out: string; readonly said: string };

/** One command of people, as a terminal without a keyboard runs it. */
async function people(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  input = "",
): Promise<Ended> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [ENTRY, ...args], { env: { PATH, HOME, ...environment } });
  let [out, said] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString("utf8");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
  });
  child.stdin.end(input);
  const [code] = (await once(child, "close")) as [unknown];
  return { code, out, said };
}

const passwordOf = ({ out }: Ended) => /^password\t(\S+)$/m.exec(out)?.[1] ?? "";

let folder: ReturnType<typeof aFolder>;
let database: Readonly<Record<string, string>>;
let hub: HubAlone | null = null;
let admin: Record<string, string>;
let made: string;

// An empty database, its first administrator, and the hub that then runs on it: no file was edited.
beforeAll(async () => {
  folder = aFolder();
  database = { HUB_DATABASE_FILE: join(folder.path, "hub.db"), HUB_DATABASE_KEY: "1a".repeat(32) };
  const first = await people(["first-administrator", "olga", "--name", "Ольга Ким", "--extension", "1001"], database);
  expect(first).toMatchObject({ code: 0, said: "" });
  made = passwordOf(first);
  hub = new HubAlone(database);
  const url = `http://127.0.0.1:${await hub.ready()}`;
  admin = { TANDEM_HUB_URL: url, TANDEM_LOGIN: "olga", TANDEM_PASSWORD: made };
});
afterAll(async () => {
  await hub?.[Symbol.asyncDispose]();
  folder.remove();
});

describe("people on the command line", () => {
  it("the made password is good for one thing: to choose one of one's own", async () => {
    expect(made).toMatch(/^[\w-]{20}$/);
    const early = await people(["list"], admin);
    expect(early).toMatchObject({ code: 1, out: "" });
    expect(early.said).toContain("choose one of your own first");
    const weak = await people(["password"], admin, "olga-olga-1\n");
    expect(weak).toMatchObject({ code: 1 });
    expect(weak.said).toContain("weak-password");
    const { TANDEM_HUB_URL: url = "" } = admin;
    // Everything that is asked comes from standard input.
    const chosen = await people(["password"], { TANDEM_HUB_URL: url }, `olga\n${made}\n${OWN_PASSWORD}\n`);
    expect(chosen).toMatchObject({ code: 0, said: "" });
    const file = join(folder.path, "password");
    writeFileSync(file, `${OWN_PASSWORD}\n`);
    admin = { TANDEM_HUB_URL: url, TANDEM_LOGIN: "olga", TANDEM_PASSWORD_FILE: file };
    expect(await people(["list"], admin)).toMatchObject({
      code: 0,
      out: "olga\tОльга Ким\tadministrator\t1001\t-\n",
    });
  });

  it("takes people in, changes, blocks and lets them go", async () => {
    const place = ["--extension", "1002", "--queues", "main", "--skills", "en:7"];
    const added = await people(["add", "petr", "--name", "Пётр Ильин", ...place], admin);
    expect(added.code).toBe(0);
    expect(passwordOf(added)).toMatch(/^[\w-]{20}$/);
    expect((await people(["show", "petr"], admin)).out).toContain("skills\ten:7\nqueues\tmain\n");
    expect((await people(["role", "petr", "supervisor"], admin)).out).toContain("\tsupervisor\t1002\t");
    expect((await people(["change", "petr", "--groups", "vip,night"], admin)).code).toBe(0);
    expect((await people(["block", "petr"], admin)).out).toContain("blocked");
    expect((await people(["unblock", "petr"], admin)).out).not.toContain("blocked");
    const reset = await people(["reset-password", "petr", "--json"], admin);
    expect(JSON.parse(reset.out)).toMatchObject({ person: { personId: "petr" }, madePassword: expect.any(String) });
    for (const act of ["totp-off", "clear-lock", "sign-out-everywhere"])
      expect(await people([act, "petr"], admin)).toMatchObject({ code: 0, said: "" });
    const twice = await people(["add", "petr", "--name", "Другой"], admin);
    expect(twice).toMatchObject({ code: 1, out: "" });
    expect(twice.said).toBe("people: The login is, or was, somebody's: choose another. (login-taken)\n");
    expect((await people(["block", "olga"], admin)).said).toContain("(not-oneself)");
    expect((await people(["remove", "petr"], admin)).code).toBe(0);
    expect(await people(["show", "petr"], admin)).toMatchObject({ code: 1 });
  });

  it("a table is looked at first, and taken in when it was asked for", async () => {
    const [good, bad] = [join(folder.path, "good.csv"), join(folder.path, "bad.csv")];
    writeFileSync(good, "login,name,extension\nanna,Анна,1004\nigor,Игорь,1005\n");
    writeFileSync(bad, "login,name,extension\nlena,Лена,1001\n");
    const looked = await people(["import", good], admin);
    expect(looked).toMatchObject({ code: 0 });
    expect(looked.out).toContain("Would take in: 2.");
    expect((await people(["list", "анна"], admin)).out).toBe("");
    const refused = await people(["import", bad, "--apply"], admin);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.out).toContain("line 2\tThe extension already leads somewhere");
    expect((await people(["import", good, "--apply"], admin)).out).toMatch(/^anna\tАнна\toperator\t[\w-]{20}$/m);
    expect((await people(["list", "анна"], admin)).out).toContain("password to be changed");
  });

  it("says in words what is wrong, each with its own exit code", async () => {
    expect(await people(["--help"])).toMatchObject({ code: 0, said: "" });
    expect(await people([])).toMatchObject({ code: 2 });
    expect(await people(["dance"], admin)).toMatchObject({ code: 2 });
    expect(await people(["show"], admin)).toMatchObject({ code: 2 });
    expect(await people(["add", "Пётр", "--name", "x"], admin)).toMatchObject({ code: 2 });
    expect(await people(["list", "--password", "x"], admin)).toMatchObject({ code: 2 });
    expect(await people(["list"], { TANDEM_HUB_URL: "http://hub.example.com" })).toMatchObject({ code: 2 });
    const { TANDEM_HUB_URL: url = "" } = admin;
    expect(await people(["list"], { TANDEM_HUB_URL: url })).toMatchObject({ code: 2 });
    const wrong = { TANDEM_HUB_URL: url, TANDEM_LOGIN: "olga", TANDEM_PASSWORD: "not the password" };
    const refused = await people(["list"], wrong);
    expect(refused.code).toBe(3);
    expect(refused.said).toContain("(bad-credentials)");
    const nobody = await people(["list"], { ...wrong, TANDEM_HUB_URL: "http://127.0.0.1:9" });
    expect(nobody.code).toBe(69);
    expect(nobody.said).toContain("is the hub up");
    // The hub holds its database: the first administrator is made before it runs, and once.
    const late = await people(["first-administrator", "eva", "--name", "Ева"], database);
    expect(late).toMatchObject({ code: 1, out: "" });
    await hub?.kill("SIGTERM");
    const second = await people(["first-administrator", "eva", "--name", "Ева"], database);
    expect(second.said).toContain("has an administrator");
  });
});
