import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { isDoNotDisturb } from "../../src-shared/domain/do-not-disturb.ts";
import type { ColleagueState } from "../../src-shared/ipc/workplace.ts";
import type { StatusMarkKind } from "../ui/status-mark.tsx";
import type { Target } from "./targets.ts";

const LINE_MARKS = { free: "online", ringing: "ring", talking: "talk", unknown: "offline" } as const;

const LINE_WORDS = {
  free: "transfer.line.free",
  ringing: "transfer.line.ringing",
  talking: "transfer.line.talking",
  asking: "transfer.line.asking",
  "own-line-lost": "transfer.line.own-line-lost",
  "not-found": "transfer.line.not-found",
  forbidden: "transfer.line.forbidden",
  "not-supported": "transfer.line.not-supported",
  "no-answer": "transfer.line.no-answer",
  interrupted: "transfer.line.interrupted",
  unreadable: "transfer.line.unreadable",
} as const;

type TargetWords = { readonly words: string; readonly mark: StatusMarkKind };

/** How somebody stands, in words and as a mark. */
export function useTargetWords(target: Target): TargetWords {
  const { t } = useTranslation();
  return targetWords(target, t);
}

export function targetWords({ state, line, queue }: Target, t: TFunction): TargetWords {
  if (queue) return { words: t("handOver.queueWaiting", { waiting: queue.waiting }), mark: "offline" };
  if (line) {
    const word = line.state === "unknown" ? (line.reason ?? "asking") : line.state;
    return { words: t(LINE_WORDS[word]), mark: LINE_MARKS[line.state] };
  }
  if (!state) return { words: t("transfer.number"), mark: "offline" };
  if (state.isTalking) return { words: t("transfer.isTalking"), mark: "talk" };
  const status = statusOf(state);
  return { words: t(`status.${status}`), mark: status };
}

function statusOf(state: ColleagueState): ColleagueState["status"] | "do-not-disturb" {
  return isDoNotDisturb(state) ? "do-not-disturb" : state.status;
}
