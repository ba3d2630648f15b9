import type { CheckVerdict, Preflight } from "./preflight.ts";

/** The gravest of the five steps; `unsure` counts as well enough to work with. */
export function preflightVerdict(check: Preflight): CheckVerdict {
  const all = [check.link, check.phone, check.microphone.verdict, check.headphones.verdict, check.echo.verdict];
  return (["bad", "running", "waiting", "unsure"] as const).find((one) => all.includes(one)) ?? "good";
}
