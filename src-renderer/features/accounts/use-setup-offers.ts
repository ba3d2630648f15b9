import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../lib/ask.ts";
import { bridge } from "../../lib/bridge.ts";
import { showToast } from "../../lib/show-toast.ts";
import { askForSetup } from "./setup-store.ts";

/** Listens for setup links other programs open; the person is asked before their server is. */
export function useSetupOffers(): void {
  const { t } = useTranslation();
  useEffect(() => {
    const look = async () => {
      const answer = await ask("setup.look", {});
      const offer = answer.ok ? answer.value.offer : null;
      if (offer === null) return;
      if (offer.host !== null) return askForSetup({ from: "link", number: offer.number, host: offer.host });
      void ask("setup.drop", { offer: offer.number });
      const message = t("refusals.badSetupLink");
      showToast({ id: "bad-setup-link", title: t("refusals.title"), message, closeLabel: t("frame.closeToast") });
    };
    const stop = bridge().on("setup.offered", () => void look());
    void look();
    return stop;
  }, [t]);
}
