import type { CheckVerdict, Preflight } from "../../../src-shared/ipc/preflight.ts";

export type RowCode =
  | "waiting"
  | "link-good"
  | "link-bad"
  | "phone-good"
  | "phone-bad"
  | "mic-running"
  | "mic-good"
  | "mic-quiet"
  | "mic-dead"
  | "mic-missing"
  | "mic-denied"
  | "no-window"
  | "ears-ask"
  | "ears-good"
  | "ears-missing"
  | "ears-not-heard"
  | "echo-running"
  | "echo-good"
  | "echo-no-phone"
  | "echo-no-answer"
  | "echo-no-sound"
  | "echo-no-number";

export type Row = {
  readonly id: "link" | "phone" | "microphone" | "headphones" | "echo";
  readonly verdict: CheckVerdict;
  readonly code: RowCode;
};

const MICROPHONE = {
  missing: "mic-missing",
  denied: "mic-denied",
  dead: "mic-dead",
  quiet: "mic-quiet",
  "no-window": "no-window",
} as const;
const HEADPHONES = { missing: "ears-missing", "not-heard": "ears-not-heard", "no-window": "no-window" } as const;
const ECHO = {
  "phone-not-ready": "echo-no-phone",
  "not-answered": "echo-no-answer",
  "no-sound": "echo-no-sound",
  "no-number": "echo-no-number",
} as const;

/** The steps as they are shown, from the server to the ear. */
export function rowsOf(check: Preflight): readonly Row[] {
  const { link, phone, microphone, headphones, echo } = check;
  return [
    { id: "link", verdict: link, code: link === "good" ? "link-good" : "link-bad" },
    { id: "phone", verdict: phone, code: phone === "good" ? "phone-good" : "phone-bad" },
    {
      id: "microphone",
      verdict: microphone.verdict,
      code: microphone.problem
        ? MICROPHONE[microphone.problem]
        : microphone.verdict === "good"
          ? "mic-good"
          : "mic-running",
    },
    {
      id: "headphones",
      verdict: headphones.verdict,
      code: headphones.problem
        ? HEADPHONES[headphones.problem]
        : headphones.verdict === "good"
          ? "ears-good"
          : headphones.verdict === "unsure"
            ? "ears-ask"
            : "waiting",
    },
    {
      id: "echo",
      verdict: echo.verdict,
      code: echo.problem
        ? ECHO[echo.problem]
        : echo.verdict === "good"
          ? "echo-good"
          : echo.verdict === "running"
            ? "echo-running"
            : "waiting",
    },
  ];
}
