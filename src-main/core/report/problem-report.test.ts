import { expect, test } from "vitest";
import { aCall, aWorkplace } from "../../../tests/support/a-workplace.ts";
import { problemReport, reportName } from "./problem-report.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 3, 0, 0);

test("a report holds what IT needs, and nobody's name or number, wherever the log speaks of them", () => {
  const customer = { address: "+79990001122", name: "Ирина Сомова" };
  const call = { ...aCall(), phase: "talking" as const, customer };
  const quality = { answeredAtMs: NOW_MS - 60_000, windows: [], events: [{ atMs: 5_000, code: "said-loss" as const }] };
  const workplace = { ...aWorkplace(), calls: [call] };
  const log = [
    "call with Ирина Сомова began",
    "Сомова hung up; 89990001122 and +7 9990001122, 9990001122",
    '{"subject":"calls","msg":"sound broken, mending it"}',
    "Пётр from the history",
  ];
  const history = [{ customer: { address: "+79995554433", name: "Пётр" }, operatorName: "Лев Орлов" }];
  const report = problemReport({
    nowMs: NOW_MS,
    versions: { tandem: "0.1.0" },
    workplace,
    talks: [quality],
    history,
    log,
  });
  for (const personal of ["Ирина", "Сомова", "9990001122", "Пётр", "9995554433", workplace.operator?.name ?? "?"])
    expect(report).not.toContain(personal);
  for (const told of ["0.1.0", "said-loss", '"sound":', "sound broken, mending it", "2026-11-22T02:59:00.000Z"])
    expect(report).toContain(told);
});

test("it says of what kind the sound devices are, and never what they are called", () => {
  const device = { deviceId: "1", groupId: "a", label: "Ирина's AirPods (Bluetooth)" };
  const workplace = aWorkplace();
  const sound = { ...workplace.sound, present: { microphones: [device], headphones: [] }, microphone: device };
  const report = problemReport({
    nowMs: NOW_MS,
    versions: {},
    workplace: { ...workplace, sound },
    talks: [],
    history: [],
    log: [],
  });
  expect(report).not.toMatch(/Ирина|AirPods/);
  expect(JSON.parse(report)).toMatchObject({
    devices: { microphones: [{ wire: "bluetooth", isHeadset: true, isUsed: true }], headphones: [], input: "alive" },
  });
});

test("its name sorts by time and fits into any file system", () => {
  expect(reportName(NOW_MS)).toBe("tandem-report-2026-11-22T03-00-00.txt");
});
