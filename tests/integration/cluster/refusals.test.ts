import { describe, expect, it } from "vitest";
import { TestPostgres } from "../../support/a-postgres.ts";
import { freeTcpPort } from "../../support/asterisk/free-ports.ts";
import { HubAlone } from "../hub/support/alone.ts";

describe("a node that cannot start", () => {
  it("says that Redis does not answer, and what to look at", async () => {
    const postgres = await TestPostgres.start();
    const DATABASE_URL = await postgres.createDatabase();
    const REDIS_URL = `redis://:secret-of-redis@127.0.0.1:${await freeTcpPort()}`;
    await using node = new HubAlone({ DATABASE_URL, REDIS_URL, HUB_DATABASE_WAIT_S: "0" });
    expect(await node.ended).toBe(1);
    expect(node.stderr).toContain("Redis does not answer: is it up");
    expect(node.stderr + node.stdout).not.toContain("secret-of-redis");
    await postgres.stop();
  });

  it("says what else REDIS_URL needs", async () => {
    await using node = new HubAlone({ REDIS_URL: "redis://127.0.0.1:1" });
    expect(await node.ended).toBe(2);
    expect(node.stderr).toContain("REDIS_URL needs DATABASE_URL");
  });
});
