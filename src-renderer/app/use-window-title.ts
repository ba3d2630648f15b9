import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import { contactTitle } from "../lib/visitor-words.ts";

/** The title says who calls or who is on the line, so that the task bar does. */
export function useWindowTitle(calls: readonly CallView[]): void {
  const { t } = useTranslation();
  const ringing = calls.find((call) => call.phase === "ringing");
  const talking = calls.find((call) => call.phase === "talking");
  const title = ringing
    ? t("frame.titleRinging", { customer: contactTitle(t, ringing) })
    : talking
      ? t("frame.titleTalking", { customer: contactTitle(t, talking) })
      : t("frame.title");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
