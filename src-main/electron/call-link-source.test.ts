import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { collectCallLinks } from "./call-link-source.ts";

const SETUP = "tandem://provision?url=https%3A%2F%2Fatc.invalid%2Ft";

function anApp(isPackaged: boolean) {
  const registered: string[] = [];
  const setAsDefaultProtocolClient = (scheme: string) => registered.push(scheme) > 0;
  return { app: Object.assign(new EventEmitter(), { isPackaged, setAsDefaultProtocolClient }), registered };
}

it("keeps the link of the start until somebody listens, then hands on those of second starts and of macOS", () => {
  const { app, registered } = anApp(true);
  const source = collectCallLinks(app as never, ["/app", "--flag", "tel:+79161234567", "tel:2"]);
  const opened: string[] = [];
  source.onLink((link) => opened.push(link));
  app.emit("second-instance", {}, ["tandem", "--x", "sip:1002@pbx"]);
  app.emit("second-instance", {}, ["tandem", "https://example.org"]);
  app.emit("second-instance", {}, ["tandem", SETUP]);
  let prevented = 0;
  const event = { preventDefault: () => (prevented += 1) };
  app.emit("open-url", event, "callto:1003");
  app.emit("open-url", event, "https://example.org");
  expect(opened).toEqual(["tel:+79161234567", "sip:1002@pbx", SETUP, "callto:1003"]);
  expect(prevented).toBe(2);
  expect(registered).toEqual(["tel", "sip", "callto", "tandem"]);
});

it("registers nothing for an app that is not installed, and of links that came too early keeps the last", () => {
  const { app, registered } = anApp(false);
  const source = collectCallLinks(app as never, []);
  for (const url of ["tel:1001", "tel:1002"]) app.emit("open-url", { preventDefault() {} }, url);
  const opened: string[] = [];
  source.onLink((link) => opened.push(link));
  expect(opened).toEqual(["tel:1002"]);
  expect(registered).toEqual([]);
});
