import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../../lib/show-toast.ts";
import { useCommand } from "../../lib/use-command.ts";

/** Saves a problem report for IT and says where it lies; a refusal is said by the command itself. */
export function useReport(): () => void {
  const { t } = useTranslation();
  const command = useCommand();
  return useCallback(() => {
    void command("report.save", {}).then((answer) => {
      if (!answer.ok) return;
      const message = t("preferences.reportSaved", { file: answer.value.file });
      const closeLabel = t("frame.closeToast");
      showToast({ id: "report.saved", tone: "calm", title: t("preferences.reportTitle"), message, closeLabel });
    });
  }, [command, t]);
}
