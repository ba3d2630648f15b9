import { expect, it } from "vitest";
import { CallLinks } from "./call-links.ts";

it("keeps the last link until it is taken, and dials nothing itself", () => {
  const links = new CallLinks();
  let told = 0;
  links.onOpened(() => {
    told += 1;
  });
  expect(links.take()).toBeNull();
  links.open("tel:1001");
  links.open("tel:8 (916) 123-45-67;ext=12");
  expect(told).toBe(2);
  expect(links.take()).toEqual({ number: { target: "+79161234567", extension: "12" }, from: "link" });
  expect(links.take()).toBeNull();
  links.open("sip:anna@evil.example?Replaces=x");
  expect(links.take()).toEqual({ number: null, from: "link" });
  links.ask("89161234567");
  expect(links.take()).toEqual({ number: { target: "+79161234567", extension: null }, from: "missed" });
});
