import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { bridge } from "../../lib/bridge.ts";
import { showNotice } from "../../lib/show-toast.ts";

const WORDS = { unplugged: "headset.lostUnplugged", busy: "headset.lostBusy" } as const;

/** Says in a call that the headset's buttons are gone, and that the call is not. */
export function useHeadsetNews(): void {
  const { t } = useTranslation();
  useEffect(
    () =>
      bridge().on("headset.lost", ({ name, why }) =>
        showNotice({
          id: "headset-lost",
          title: t("headset.lostTitle"),
          message: t(WORDS[why], { name }),
          closeLabel: t("frame.closeToast"),
        }),
      ),
    [t],
  );
}
