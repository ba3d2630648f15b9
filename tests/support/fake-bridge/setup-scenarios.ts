import type { SetupAnswer, SetupPlan } from "../../../src-shared/ipc/setup.ts";
import { still } from "./desk-day.ts";
import { companyNetwork, hubLine, threeLines } from "./desk-lines.ts";
import type { Scenario } from "./scenario.ts";

const plan: SetupPlan = {
  host: "setup.vertolina.invalid:8443",
  issuer: "Вертолина, отдел ИТ",
  hub: null,
  lines: [
    { title: "Заказы", server: "wss://atc.vertolina.invalid:8089/ws", user: "7005", domain: "", isKnown: true },
    { title: "Доставка", server: "ws://atc.vertolina.invalid:8088/ws", user: "7006", domain: "", isKnown: false },
  ],
  authorities: companyNetwork.authorities,
  country: "KZ",
};

const hub = { url: "https://tandem.vertolina.invalid", login: "belova" };

/** What the server of a link gave, as main tells it. */
function answered(name: string, answer: SetupAnswer, more: Readonly<Record<string, unknown>> = {}): Scenario {
  return still(name, { lines: threeLines.lines }, { answers: { "setup.fetch": answer, ...more } });
}

/** Setup links: offered by another program, read, failed in the trial, refused. */
export const setupScenarios = {
  offered: still(
    "setup-offered",
    { lines: [hubLine] },
    { answers: { "setup.look": { offer: { number: 1, host: plan.host } } } },
  ),
  plan: answered("setup-plan", { kind: "plan", plan }, { "setup.apply": { failures: [null, "wrong-password"] } }),
  hub: answered(
    "setup-hub",
    { kind: "plan", plan: { ...plan, hub, lines: [], country: null } },
    { "setup.apply": { failures: [] } },
  ),
  used: answered("setup-used", { kind: "failed", failure: "link-used", detail: "" }),
  wrong: answered("setup-wrong", { kind: "failed", failure: "wrong-document", detail: "lines[0].server" }),
} as const satisfies Record<string, Scenario>;
