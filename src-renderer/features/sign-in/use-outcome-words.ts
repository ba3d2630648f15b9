import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { SessionOutcome } from "../../../src-shared/ipc/session.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { formatTime } from "../../lib/format-date.ts";
import { outcomeKey } from "./sign-in-model.ts";

/** Why it did not go through, in words; empty when it did. */
export function useOutcomeWords(isOwn = false) {
  const { t } = useTranslation();
  const locale = useLocale();
  return useCallback(
    (outcome: SessionOutcome): string => {
      const key = outcomeKey(outcome, isOwn);
      if (key === null) return "";
      // Up to the whole minute after: at the time that is shown the hub looks again.
      return t(key, { time: formatTime((outcome.lockedUntilMs ?? 0) + 59_999, locale) });
    },
    [t, locale, isOwn],
  );
}
