import { expect, it } from "vitest";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import { nothingSeen } from "./self-test.ts";
import { createSelfTestReport, WHOLE_LIMIT_MS } from "./self-test-report.ts";

function setUp() {
  const clock = new FakeClock();
  const said: string[] = [];
  const printed: string[] = [];
  const codes: number[] = [];
  const report = createSelfTestReport({
    clock,
    host: "stand-in",
    pending: () => ["hub"],
    say: (line) => void said.push(line),
    print: (line, done) => {
      printed.push(line);
      done();
    },
    leave: (code) => void codes.push(code),
  });
  return { clock, said, printed, codes, report };
}

it("prints one line and ends with 0 when all is well, also when more is reported afterwards", () => {
  const { clock, said, printed, codes, report } = setUp();
  report.finish({ ...nothingSeen("stand-in"), registered: true }, null);
  report.fail("later");
  clock.advance(WHOLE_LIMIT_MS * 2);
  expect(printed).toHaveLength(1);
  expect(JSON.parse(printed[0] ?? "")).toMatchObject({ registered: true, host: "stand-in" });
  expect(said).toEqual([]);
  expect(codes).toEqual([0]);
  expect(clock.pendingTimers).toBe(0);
});

it("ends with 1 and its reason, also when nothing ever begins", () => {
  const failed = setUp();
  failed.report.fail("no data");
  expect(failed.said).toEqual(["tandem: self-test failed: no data"]);
  expect(failed.codes).toEqual([1]);

  const hung = setUp();
  hung.clock.advance(WHOLE_LIMIT_MS);
  expect(hung.said).toEqual(["tandem: self-test failed: out of time, waiting for: hub"]);
  expect(hung.printed).toEqual([JSON.stringify(nothingSeen("stand-in"))]);
  expect(hung.codes).toEqual([1]);
});
