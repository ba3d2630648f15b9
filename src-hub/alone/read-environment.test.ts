import { describe, expect, it } from "vitest";
import { helpText, readEnvironment } from "./read-environment.ts";
import { VARIABLES } from "./variables.ts";

const files: Readonly<Record<string, string>> = { "/run/key": `${"0f".repeat(32)}\n` };
const readFile = (name: string) => {
  const text = files[name];
  if (text === undefined) throw new Error("no such file");
  return text;
};
const read = (environment: Record<string, string>) => readEnvironment(environment, readFile);
const problems = (environment: Record<string, string>) => {
  const result = read(environment);
  return result.ok ? [] : result.problems;
};

describe("the environment of the hub alone", () => {
  it("needs nothing", () => {
    expect(read({ PATH: "/bin", HUB_PORT: "" })).toMatchObject({
      ok: true,
      values: { HUB_HOST: "127.0.0.1", HUB_PORT: 7480, HUB_TRUSTED_PROXIES: [], HUB_STAND_BY: false },
    });
  });

  it("reads what is set, secrets from files too", () => {
    const environment = {
      HUB_PORT: "0",
      HUB_DATABASE_KEY_FILE: "/run/key",
      HUB_TRUSTED_PROXIES: "loopback, 10.0.0.0/8,::1",
      HUB_PUBLIC_URL: "https://hub.example.com/",
    };
    expect(read(environment)).toMatchObject({
      ok: true,
      values: {
        HUB_PORT: 0,
        HUB_DATABASE_KEY: "0f".repeat(32),
        HUB_TRUSTED_PROXIES: ["loopback", "10.0.0.0/8", "::1"],
        HUB_PUBLIC_URL: "https://hub.example.com",
      },
    });
  });

  it.each([
    ["HUB_HOST", "localhost"],
    ["HUB_PORT", "65536"],
    ["HUB_PORT", "-1"],
    ["HUB_PORT", "1e3"],
    ["DATABASE_URL", "mysql://a@b/c"],
    ["HUB_DATABASE_KEY", "secret-but-short"],
    ["HUB_DATABASE_WAIT_S", "soon"],
    ["HUB_STAND_BY", "true"],
    ["REDIS_URL", "http://127.0.0.1:6379"],
    ["HUB_TRUSTED_PROXIES", "10.0.0.0/33"],
    ["HUB_TRUSTED_PROXIES", "everybody"],
    ["HUB_PUBLIC_URL", "hub.example.com"],
    ["HUB_METRICS_TOKEN", "short"],
    ["HUB_ICE_SERVERS", "https://turn.example.com"],
    ["HUB_TURN_SECRET", "short"],
    ["HUB_LOG_LEVEL", "trace"],
    ["HUB_LOG_FORMAT", "xml"],
    ["HUB_DRAIN_S", "1.5"],
    ["ASTERISK_URL", "ws://pbx:8088"],
    ["ASTERISK_ARI_USER", "two words"],
    ["ASTERISK_ARI_PASSWORD", "short"],
    ["ASTERISK_PHONE_SERVER", "https://pbx:8089/ws"],
    ["ASTERISK_TRUNK", "PJSIP/carrier"],
    ["ASTERISK_TRUNK", "PJSIP/{number}@carrier&Local/1@x"],
    ["ASTERISK_CALLER_NUMBER", "sales"],
  ] as const)("refuses %s=%s in one sentence without the value", (name, value) => {
    const found = problems({ [name]: value });
    expect(found).toEqual([`${name} is wrong: expected ${VARIABLES[name].expected}.`]);
  });

  it("tells everything that is wrong at once", () => {
    expect(problems({ HUB_PORT: "x", HUB_LOG_LEVEL: "y", HUB_PROT: "1" })).toHaveLength(3);
  });

  it.each([
    [{ HUB_PROT: "1" }, "HUB_PROT is not a variable"],
    [{ REDIS_URL: "redis://127.0.0.1" }, "needs DATABASE_URL"],
    [{ REDIS_URL: "redis://a", DATABASE_URL: "postgres://a@b/c", HUB_STAND_BY: "yes" }, "HUB_STAND_BY is for"],
    [{ HUB_TLS_CERT: "a.pem" }, "go together"],
    [{ HUB_ICE_SERVERS: "turn:turn.example.com" }, "HUB_TURN_SECRET and a turn:"],
    [{ HUB_TURN_SECRET: "north-wind-north-wind" }, "HUB_TURN_SECRET and a turn:"],
    [{ HUB_HOST: "0.0.0.0" }, "without TLS"],
    [{ HUB_STAND_BY: "yes" }, "needs DATABASE_URL"],
    [{ ASTERISK_ULR: "http://pbx:8088" }, "ASTERISK_ULR is not a variable"],
    [{ ASTERISK_URL: "http://pbx:8088", ASTERISK_PHONE_SERVER: "wss://pbx/ws" }, "needs ASTERISK_ARI_PASSWORD"],
    [{ ASTERISK_URL: "http://pbx:8088", ASTERISK_ARI_PASSWORD: "long-enough" }, "needs ASTERISK_PHONE_SERVER"],
    [{ DATABASE_URL: "postgres://a@b/c", HUB_DATABASE_KEY: "0f".repeat(32) }, "keep one of them"],
    [{ HUB_DATABASE_KEY: "0f".repeat(32), HUB_DATABASE_KEY_FILE: "/run/key" }, "keep one of them"],
    [{ HUB_DATABASE_KEY_FILE: "/run/none" }, "cannot be read"],
  ])("refuses %j", (environment, words) => {
    const found = problems(environment);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(words);
  });

  it("lets the network in when TLS is there, here or at a proxy", () => {
    expect(problems({ HUB_HOST: "0.0.0.0", HUB_TLS_CERT: "a", HUB_TLS_KEY: "b" })).toEqual([]);
    expect(problems({ HUB_HOST: "0.0.0.0", HUB_TRUSTED_PROXIES: "10.0.0.1" })).toEqual([]);
  });

  it("helps with every variable", () => {
    for (const name of Object.keys(VARIABLES)) expect(helpText()).toContain(`  ${name}\n`);
  });
});
