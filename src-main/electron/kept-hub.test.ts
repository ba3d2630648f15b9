import { expect, it } from "vitest";
import { keepHub, readKeptHub } from "./kept-hub.ts";

it("keeps a hub until it is left, and takes what it cannot read for none", async () => {
  const kept = new Map<string, string>();
  const given = {
    read: (id: string) => kept.get(id) ?? null,
    keep: async (id: string, secret: string) => void kept.set(id, secret),
    forget: async (id: string) => void kept.delete(id),
  };
  const account = { url: "https://hub.invalid", login: "marina", secret: "a-long-secret" };
  expect(readKeptHub(given)).toBeNull();
  await keepHub(given, account);
  expect(readKeptHub(given)).toEqual(account);
  await keepHub(given, null);
  expect(readKeptHub(given)).toBeNull();
  kept.set("hub", "{");
  expect(readKeptHub(given)).toBeNull();
});
