import { Button } from "@mantine/core";
import { IconVolume } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SoundDevice } from "../../../src-shared/domain/sound-devices.ts";
import { watchMicrophone } from "../../lib/microphone-watch.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { LevelMeter } from "../../ui/level-meter.tsx";
import { SettingsPage, SettingsPart } from "../../ui/settings-page.tsx";
import { AutoAnswerSetting } from "./parts/auto-answer-setting.tsx";
import { DeviceRanking } from "./parts/device-ranking.tsx";
import { HeadsetSettings } from "./parts/headset-settings.tsx";
import { MessageSetting } from "./parts/message-setting.tsx";
import { NoiseSetting } from "./parts/noise-setting.tsx";
import { RingSettings } from "./parts/ring-settings.tsx";
import css from "./sound-settings-view.module.css";

/** «Настройки → Звук»: what one speaks, hears and is rung with, by preference. */
export function SoundSettingsView() {
  const { t } = useTranslation();
  return (
    <SettingsPage title={t("sound.title")} caption={t("sound.caption")}>
      <MicrophoneSettings />
      <HeadphoneSettings />
      <HeadsetSettings />
      <SettingsPart title={t("sound.ring")}>
        <RingSettings />
      </SettingsPart>
      <SettingsPart title={t("sound.messages")}>
        <MessageSetting />
      </SettingsPart>
      <SettingsPart title={t("sound.auto")}>
        <AutoAnswerSetting />
      </SettingsPart>
    </SettingsPage>
  );
}

function MicrophoneSettings() {
  const { t } = useTranslation();
  const command = useCommand();
  const { settings, present, microphone } = useWorkplace((workplace) => workplace.sound);
  const media = useWorkplace((workplace) => workplace.media);
  const isDenied = media === "microphone-denied";
  return (
    <SettingsPart title={t("sound.microphone")}>
      <p className={css.note}>{t("sound.rankingNote")}</p>
      {isDenied && <p className={css.trouble}>{t("sound.denied")}</p>}
      <DeviceRanking
        label={t("sound.microphone")}
        usedWords={t("sound.speakNow")}
        emptyWords={t("sound.noMicrophone")}
        ranking={settings.microphones}
        present={present.microphones}
        used={isDenied ? null : microphone}
        onRank={(microphones) => void command("sound.set", { microphones })}
      />
      {microphone && !isDenied && (
        <div className={css.level} data-testid="microphone-level">
          <span>{t("sound.saySomething")}</span>
          <LevelMeter side="you" subscribe={watchMicrophone} />
        </div>
      )}
      {microphone && <NoiseSetting microphone={microphone} />}
    </SettingsPart>
  );
}

function HeadphoneSettings() {
  const { t } = useTranslation();
  const command = useCommand();
  const { settings, present, headphones } = useWorkplace((workplace) => workplace.sound);
  const test = ({ deviceId, label }: SoundDevice) => (
    <Button
      variant="default"
      size="sm"
      leftSection={<IconVolume size={15} stroke={1.5} aria-hidden="true" />}
      aria-label={t("sound.testDevice", { device: label })}
      onClick={() => void command("sound.play-test", { what: "headphones", deviceId })}
    >
      {t("sound.test")}
    </Button>
  );
  return (
    <SettingsPart title={t("sound.headphones")}>
      <DeviceRanking
        label={t("sound.headphones")}
        usedWords={t("sound.hearNow")}
        emptyWords={t("sound.noHeadphones")}
        ranking={settings.headphones}
        present={present.headphones}
        used={headphones}
        onRank={(ranking) => void command("sound.set", { headphones: ranking })}
        action={test}
      />
    </SettingsPart>
  );
}
