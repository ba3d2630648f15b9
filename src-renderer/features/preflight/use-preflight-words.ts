import { useTranslation } from "react-i18next";
import type { Preflight } from "../../../src-shared/ipc/preflight.ts";
import type { RowCode } from "./preflight-model.ts";

const KEYS = {
  waiting: "preflight.waiting",
  "link-good": "preflight.linkGood",
  "link-bad": "preflight.linkBad",
  "phone-good": "preflight.phoneGood",
  "phone-bad": "preflight.phoneBad",
  "mic-running": "preflight.micRunning",
  "mic-quiet": "preflight.micQuiet",
  "mic-dead": "preflight.micDead",
  "mic-missing": "preflight.micMissing",
  "mic-denied": "preflight.micDenied",
  "no-window": "preflight.noWindow",
  "ears-ask": "preflight.earsAsk",
  "ears-good": "preflight.earsGood",
  "ears-missing": "preflight.earsMissing",
  "ears-not-heard": "preflight.earsNotHeard",
  "echo-running": "preflight.echoRunning",
  "echo-no-phone": "preflight.echoNoPhone",
  "echo-no-answer": "preflight.echoNoAnswer",
  "echo-no-sound": "preflight.echoNoSound",
  "echo-no-number": "preflight.echoNoNumber",
} as const satisfies Partial<Record<RowCode, string>>;

/** Says a step in words, with what was measured. */
export function usePreflightWords(): (code: RowCode, check: Preflight) => string {
  const { t } = useTranslation();
  return (code, { microphone, echo }) => {
    if (code === "mic-good")
      return t("preflight.micGood", {
        name: microphone.label ?? t("preflight.microphone"),
        level: Math.round(microphone.levelDb ?? 0),
      });
    if (code === "echo-good")
      return t("preflight.echoGood", {
        ms: Math.round(echo.roundTripMs ?? 0),
        loss: Math.round((echo.lossPercent ?? 0) * 10) / 10,
      });
    return t(KEYS[code]);
  };
}
