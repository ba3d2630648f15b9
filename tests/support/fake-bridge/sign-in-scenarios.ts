import { still } from "./desk-day.ts";
import type { Scenario } from "./scenario.ts";

const url = "https://tandem.vertolina.invalid";
const signedIn = { session: { url, login: "belova", state: "in" } } as const;
const fine = { failure: null, lockedUntilMs: null };
const refusedBy = (failure: string, lockedUntilMs: number | null = null) => ({
  "session.sign-in": { failure, lockedUntilMs, mustChange: false },
});

/** The sign-in to a team's hub, in every state: over the window, and in the settings. */
export const signInScenarios = {
  signedOut: still("sign-in-signed-out", { session: { url, login: "belova", state: "signed-out" } }),
  over: still(
    "sign-in-over",
    { session: { url, login: "belova", state: "session-over" } },
    { answers: refusedBy("bad-credentials") },
  ),
  code: still(
    "sign-in-code",
    { session: { url, login: "belova", state: "signed-out" } },
    { answers: refusedBy("code-needed") },
  ),
  locked: still(
    "sign-in-locked",
    { session: { url, login: "belova", state: "signed-out" } },
    { answers: refusedBy("too-many-tries", Date.UTC(2026, 10, 9, 11, 47)) },
  ),
  mustChange: still(
    "sign-in-own-password",
    { session: { url, login: "belova", state: "signed-out" } },
    {
      answers: {
        "session.sign-in": { ...fine, mustChange: true },
        "session.choose-password": { failure: "weak-password", lockedUntilMs: null },
      },
    },
  ),
  own: still("sign-in-own", signedIn, {
    answers: {
      "session.look": { ...fine, hasTotp: false },
      "session.enrol-totp": {
        ...fine,
        secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        uri: "otpauth://totp/Tandem:belova",
      },
      "session.confirm-totp": {
        ...fine,
        recoveryCodes: Array.from({ length: 10 }, (_, index) => `4f1${index}-9c2e-77b${index}-0d3a`),
      },
      "session.sign-out": { failure: "server-unreachable", lockedUntilMs: null },
      "session.choose-password": { failure: "bad-credentials", lockedUntilMs: null },
    },
  }),
  first: still("sign-in-first", {}, { answers: refusedBy("unknown-host") }),
} as const satisfies Record<string, Scenario>;
