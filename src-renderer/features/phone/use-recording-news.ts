import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { bridge } from "../../lib/bridge.ts";
import { showNotice, showToast } from "../../lib/show-toast.ts";

/** Says that a recording goes on after a pause that was too long, or that the PBX does not let it. */
export function useRecordingNews(): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      bridge().on("calls.recording-resumed", ({ callId, ok }) => {
        const toast = {
          id: `recording:${callId}`,
          closeLabel: t("frame.closeToast"),
          action: { kind: "call", callId } as const,
        };
        if (ok) showNotice({ ...toast, title: t("phone.recordResumedTitle"), message: t("phone.recordResumed") });
        else showToast({ ...toast, title: t("phone.recordStuckTitle"), message: t("phone.recordStuck") });
      }),
    [t],
  );
}
