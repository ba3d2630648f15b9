import { useTranslation } from "react-i18next";
import type { InteractionResult } from "../../src-shared/events/log-event.ts";
import type { ResultTone } from "../ui/result-mark.tsx";
import { resultKey, resultTone } from "./call-result.ts";

/** How a call ended, as a word and a shape. */
export function useResultWords(): (
  result: InteractionResult | null,
  direction: "in" | "out",
) => { readonly words: string; readonly tone: ResultTone } {
  const { t } = useTranslation();
  return (result, direction) => ({ words: t(resultKey(result, direction)), tone: resultTone(result, direction) });
}
