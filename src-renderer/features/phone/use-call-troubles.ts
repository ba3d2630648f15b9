import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { bridge } from "../../lib/bridge.ts";
import { showToast } from "../../lib/show-toast.ts";

const WORDS = { "held-locally": "phone.heldLocally", "dialog-gone": "phone.dialogGone" } as const;

/** Says what went otherwise than asked in a call that goes on. */
export function useCallTroubles(): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      bridge().on("calls.troubled", ({ callId, trouble }) =>
        showToast({
          id: `${trouble}:${callId}`,
          title: t("phone.troubleTitle"),
          message: t(WORDS[trouble]),
          closeLabel: t("frame.closeToast"),
          action: { kind: "call", callId },
        }),
      ),
    [t],
  );
}
