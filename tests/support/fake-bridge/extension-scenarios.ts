import type { ExtensionView } from "../../../src-shared/ipc/extension.ts";
import type { CallView, Workplace } from "../../../src-shared/ipc/workplace.ts";
import { ago, still, talk } from "./desk-day.ts";
import type { Scenario } from "./scenario.ts";

const outside = { address: "+74951234567", name: null };
const dialled: CallView = {
  ...talk,
  ...{ interactionId: null, direction: "out", customer: outside, queueName: null, reasons: [] },
};

function behind(state: ExtensionView["state"]): Pick<Workplace, "extensions"> {
  return { extensions: [{ callId: talk.callId, digits: "123", state }] };
}

/** An extension behind a number: asked about, waiting for the answer, not taken. */
export const extensionScenarios = {
  asked: still(
    "extension-asked",
    {},
    { answers: { "links.take": { link: { number: { target: outside.address, extension: "123" }, from: "link" } } } },
  ),
  waits: still("extension-waits", {
    calls: [{ ...dialled, phase: "dialling", answeredAtMs: null, startedAtMs: ago(4), media: "none" }],
    ...behind("waiting"),
  }),
  refused: still("extension-refused", { calls: [{ ...dialled, answeredAtMs: ago(9) }], ...behind("refused") }),
} as const satisfies Record<string, Scenario>;
