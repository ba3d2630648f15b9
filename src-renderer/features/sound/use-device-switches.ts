import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { DeviceSwitch } from "../../../src-shared/ipc/sound.ts";
import { bridge } from "../../lib/bridge.ts";
import { showNotice } from "../../lib/show-toast.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { switchWords } from "./sound-model.ts";

/** Microphone and headphones of one headset go one after the other: they are told together. */
const TOGETHER_MS = 200;

const TITLES = {
  headsetGone: "sound.headsetGone",
  microphoneGone: "sound.microphoneGone",
  headphonesGone: "sound.headphonesGone",
  deviceBack: "sound.deviceBack",
} as const;

/** Says when the noise suppression does not run: the voice is heard as it is. */
export function useNoiseFailure(): void {
  const { t } = useTranslation();
  const hasFailed = useWorkplace((workplace) => workplace.sound.noise === "failed");
  useEffect(() => {
    if (!hasFailed) return;
    showNotice({
      id: "noise-failed",
      title: t("sound.noiseFailedTitle"),
      message: t("sound.noiseFailedNews"),
      closeLabel: t("frame.closeToast"),
      action: { kind: "sound" },
    });
  }, [hasFailed, t]);
}

/** Names the switch when a device went or came back. */
export function useDeviceSwitches(): void {
  const { t } = useTranslation();
  useEffect(() => {
    let heard: DeviceSwitch[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      const { title, microphone, headphones } = switchWords(heard);
      heard = [];
      const said = [
        microphone && t("sound.speakThrough", { device: microphone }),
        microphone === null && t("sound.noMicrophoneLeft"),
        headphones && t("sound.hearThrough", { device: headphones }),
        headphones === null && t("sound.noHeadphonesLeft"),
      ];
      showNotice({
        id: "sound-switched",
        title: t(TITLES[title]),
        message: said.filter(Boolean).join(" "),
        closeLabel: t("frame.closeToast"),
        action: { kind: "sound" },
      });
    };
    const stop = bridge().on("sound.switched", (told) => {
      heard = [...heard, told];
      clearTimeout(timer);
      timer = setTimeout(tell, TOGETHER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [t]);
}
