import { expect, it } from "vitest";
import { hubLog, linkLog, openLogSink } from "./log.ts";

it("keeps lines until the sink is there, and writes nothing around the redaction", () => {
  hubLog.info({ secret: "hunter2", port: 5 }, "before the sink, for Ирина");
  const lines: Record<string, unknown>[] = [];
  openLogSink((line) => lines.push(JSON.parse(line) as Record<string, unknown>));
  linkLog.warn({ login: "marina", note: "call +79000001427" }, "after it");
  hubLog.debug({}, "not in production");
  expect(lines.map(({ atMs: _atMs, ...rest }) => rest)).toEqual([
    { level: "info", subject: "hub", secret: "[hidden]", port: 5, words: "before the sink, for [hidden]" },
    { level: "warn", subject: "link", login: "marina", note: "call [hidden]", words: "after it" },
  ]);
});
