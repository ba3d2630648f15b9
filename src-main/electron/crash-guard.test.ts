import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { guardAgainstCrashes, outliveTerminal } from "./crash-guard.ts";

function setUp(report: (error: unknown) => void = () => {}) {
  const process = new EventEmitter();
  const lines: string[] = [];
  const codes: number[] = [];
  guardAgainstCrashes({
    process,
    report,
    say: (line) => {
      lines.push(line);
    },
    exit: (code) => {
      codes.push(code);
    },
  });
  return { process, lines, codes };
}

it("reports, says one line and ends with 1, once", () => {
  const reported: unknown[] = [];
  const { process, lines, codes } = setUp((error) => reported.push(error));
  const fault = new TypeError("first\nsecond line");
  process.emit("uncaughtException", fault);
  process.emit("unhandledRejection", new Error("later"));
  expect(reported).toEqual([fault]);
  expect(lines).toEqual(["tandem: stopped by a fault: TypeError: first"]);
  expect(codes).toEqual([1]);
});

it("ends also when the report itself fails, and when what was thrown is no error", () => {
  const { process, lines, codes } = setUp(() => {
    throw new Error("disk full");
  });
  expect(() => process.emit("unhandledRejection", "word")).toThrow("disk full");
  expect(lines).toEqual(["tandem: stopped by a fault: word"]);
  expect(codes).toEqual([1]);
});

it("outlives the terminal it writes to", () => {
  const streams = [new EventEmitter(), new EventEmitter()];
  outliveTerminal(streams);
  for (const stream of streams) expect(() => stream.emit("error", new Error("EPIPE"))).not.toThrow();
});
