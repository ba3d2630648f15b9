import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { bridge } from "../../lib/bridge.ts";
import { customerTitle } from "../../lib/format-phone.ts";
import { showNews, showToast } from "../../lib/show-toast.ts";
import { forgetDraft } from "./use-draft.ts";

const BACK = {
  declined: "textTransfer.declined",
  "no-answer": "textTransfer.noAnswer",
  unreachable: "textTransfer.unreachable",
} as const;

/** Says what became of a conversation that was passed on: with whom it is now, or why it is still here. */
export function useTextTransferNews(): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      bridge().on("conversations.transferred", ({ conversationId, outcome, customer, party }) => {
        const toast = { id: `transfer:${conversationId}`, closeLabel: t("frame.closeToast") };
        const named = { customer: customerTitle(customer), party };
        if (outcome === "done") forgetDraft(conversationId);
        if (outcome === "done")
          showNews({ ...toast, title: t("textTransfer.doneTitle"), message: t("textTransfer.done", named) });
        else showToast({ ...toast, title: t("textTransfer.backTitle"), message: t(BACK[outcome], named) });
      }),
    [t],
  );
}
