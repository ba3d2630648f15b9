import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { bridge } from "../../lib/bridge.ts";
import { customerTitle } from "../../lib/format-phone.ts";
import { showNews, showToast } from "../../lib/show-toast.ts";

const BACK = {
  busy: "transfer.busy",
  declined: "transfer.declined",
  "no-answer": "transfer.noAnswer",
  "not-found": "transfer.notFound",
  left: "transfer.left",
  failed: "transfer.failed",
} as const;

/** Says what became of a transfer or a consultation: done, or why the customer is back. */
export function useTransferNews(): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      bridge().on("calls.transferred", ({ callId, outcome, party: { address, name } }) => {
        const party = customerTitle({ address, name });
        const toast = { id: `transfer:${callId}`, closeLabel: t("frame.closeToast") };
        const action = { kind: "call", callId } as const;
        if (outcome === "done")
          showNews({ ...toast, title: t("transfer.doneTitle"), message: t("transfer.done", { party }) });
        else if (outcome === "kept")
          showToast({ ...toast, action, title: t("transfer.keptTitle"), message: t("transfer.kept", { party }) });
        else showToast({ ...toast, action, title: t("transfer.backTitle"), message: t(BACK[outcome], { party }) });
      }),
    [t],
  );
}
