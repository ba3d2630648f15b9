import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { bridge } from "../../lib/bridge.ts";
import { showNews, showNotice } from "../../lib/show-toast.ts";

const LOST_WORDS = { unplugged: "headset.lostUnplugged", busy: "headset.lostBusy" } as const;

/** Says that new buttons can be allowed; and in a call, that the headset's buttons are gone and the call is not. */
export function useHeadsetNews(): void {
  const { t } = useTranslation();
  useEffect(() => {
    const closeLabel = t("frame.closeToast");
    const stopFound = bridge().on("headset.found", ({ name }) => {
      const title = t("headset.foundTitle");
      const message = t("headset.foundMessage", { name });
      showNews({ id: "headset-found", title, message, closeLabel, action: { kind: "sound" }, mayWait: true });
    });
    const stopLost = bridge().on("headset.lost", ({ name, why }) => {
      const title = t("headset.lostTitle");
      showNotice({
        id: "headset-lost",
        title,
        message: t(LOST_WORDS[why], { name }),
        closeLabel,
        action: { kind: "sound" },
      });
    });
    return () => {
      stopFound();
      stopLost();
    };
  }, [t]);
}
