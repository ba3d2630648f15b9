import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HubFailure } from "../../../src-shared/domain/hub-account.ts";
import { lineName } from "../../../src-shared/domain/line-name.ts";
import type { SetupFailure } from "../../../src-shared/domain/setup-link.ts";
import type { SetupPlan } from "../../../src-shared/ipc/setup.ts";
import { type Answer, ask } from "../../lib/ask.ts";
import { refusalKey } from "../../lib/refusal-key.ts";
import { showNews } from "../../lib/show-toast.ts";
import { setupFailureKey } from "./setup-failure-key.ts";
import { type AskedSetup, askForSetup } from "./setup-store.ts";

type RefusalOf<N extends "setup.fetch" | "setup.apply"> = Extract<Answer<N>, { readonly ok: false }>["code"];

type Said =
  | { readonly kind: "failed"; readonly failure: SetupFailure; readonly detail: string }
  | { readonly kind: "refused"; readonly code: RefusalOf<"setup.fetch"> | RefusalOf<"setup.apply"> };

type Doing = "nothing" | "fetching" | "trying" | "restarting";

/** A setup link step by step: asked for, read, tried and kept. Main holds what is secret in between. */
export function useSetupSteps(asked: AskedSetup) {
  const { t } = useTranslation();
  const [plan, setPlan] = useState<SetupPlan | null>(null);
  /** What came of the last trial, in the order of the plan. */
  const [failures, setFailures] = useState<readonly (HubFailure | null)[]>([]);
  const [said, setSaid] = useState<Said | null>(null);
  const [doing, setDoing] = useState<Doing>("nothing");

  const close = () => {
    askForSetup(null);
    void ask("setup.drop", { offer: asked.from === "link" ? asked.number : null });
  };
  const fetchPlan = async (link: string): Promise<void> => {
    if (doing !== "nothing") return;
    setDoing("fetching");
    setSaid(null);
    const answer = await ask("setup.fetch", asked.from === "link" ? { offer: asked.number } : { link });
    setDoing("nothing");
    if (!answer.ok) setSaid({ kind: "refused", code: answer.code });
    else if (answer.value.kind === "plan") setPlan(answer.value.plan);
    else setSaid(answer.value);
  };
  const apply = async (isTried: boolean): Promise<void> => {
    if (doing !== "nothing" || plan === null) return;
    setDoing("trying");
    setSaid(null);
    const answer = await ask("setup.apply", { isTried });
    setDoing("nothing");
    if (!answer.ok) return setSaid({ kind: "refused", code: answer.code });
    setFailures(answer.value.failures);
    if (answer.value.failures.length > 0) return;
    if (plan.hub !== null) return setDoing("restarting");
    askForSetup(null);
    const message = t("setup.doneText", { lines: plan.lines.map(lineName).join(", ") });
    showNews({ id: "setup", title: t("setup.done"), message, closeLabel: t("frame.closeToast") });
  };
  const words =
    said === null
      ? ""
      : said.kind === "failed"
        ? t(setupFailureKey(said.failure), { detail: said.detail })
        : t(refusalKey(said.code));
  return { plan, failures, words, doing, close, fetchPlan, apply, unsay: () => setSaid(null) };
}
