import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import { DO_NOT_DISTURB } from "../../../src-shared/domain/do-not-disturb.ts";
import { isForLater } from "../../../src-shared/domain/for-later.ts";
import type { ChosenStatus } from "../../../src-shared/domain/operator-status.ts";
import { preflightVerdict } from "../../../src-shared/ipc/preflight-verdict.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { showToast } from "../../lib/show-toast.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useWorkplace, useWorkplaceStore } from "../../lib/workplace-store.ts";
import { breakName } from "./status-model.ts";

type StatusMenuState = { readonly isOpen: boolean };

export const useStatusMenu = create<StatusMenuState>(() => ({ isOpen: false }));

export function setStatusMenuOpen(isOpen: boolean): void {
  useStatusMenu.setState({ isOpen });
}

export function useChooseStatus(): (choice: ChosenStatus) => void {
  const { t } = useTranslation();
  const command = useCommand();
  const isCheckBad = useWorkplace(({ preflight }) => preflight !== null && preflightVerdict(preflight) === "bad");
  return useCallback(
    (choice) => {
      const workplace = useWorkplaceStore.getState().workplace;
      if (workplace && isForLater(choice, workplace)) void command("operator.set-next-status", { next: choice });
      else void command("operator.set-status", choice);
      // It warns and does not forbid: who has to work, works.
      if (choice.status === "online" && isCheckBad)
        showToast({
          id: "online-unchecked",
          title: t("preflight.onlineTitle"),
          message: t("preflight.onlineText"),
          closeLabel: t("frame.closeToast"),
          action: { kind: "check" },
        });
    },
    [command, isCheckBad, t],
  );
}

/** The word for a status; a break is named by its reason. */
export function useStatusWord(): (status: ChosenStatus["status"] | "not-ready", reason: string | null) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  const reasons = useWorkplace((workplace) => workplace.breakReasons);
  return (status, reason) =>
    status === "break" && reason === DO_NOT_DISTURB
      ? t("status.do-not-disturb")
      : status === "break"
        ? (breakName(reasons, reason, locale) ?? t("status.break"))
        : t(`status.${status}`);
}

/** The word for the status that follows the contact, as it stands in a sentence; null: the line. */
export function useNextWord(): string | null {
  const word = useStatusWord();
  const next = useWorkplace((workplace) => workplace.status.next);
  if (!next) return null;
  return word(next.status, "reason" in next ? next.reason : null).toLowerCase();
}
