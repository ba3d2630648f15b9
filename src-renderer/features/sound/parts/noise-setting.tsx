import { useTranslation } from "react-i18next";
import type { SoundDevice } from "../../../../src-shared/domain/sound-devices.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { isChosen, toggleDevice } from "../sound-model.ts";
import css from "../sound-settings-view.module.css";
import { NoiseTrial } from "./noise-trial.tsx";

const WORDS = { starting: "sound.noiseStarting", on: "sound.noiseOn", failed: "sound.noiseFailed" } as const;

/** The switch of the noise suppression, for the microphone in use; in a talk it works at once. */
export function NoiseSetting({ microphone }: { readonly microphone: SoundDevice }) {
  const { t } = useTranslation();
  const command = useCommand();
  const chosen = useWorkplace((workplace) => workplace.sound.settings.noiseSuppressed);
  const state = useWorkplace((workplace) => workplace.sound.noise);
  const device = microphone.label || t("sound.unnamed");
  return (
    <div className={css.noise}>
      <label className={css.check}>
        <input
          type="checkbox"
          checked={isChosen(chosen, microphone)}
          onChange={() =>
            void command("sound.set", { noiseSuppressed: [...toggleDevice(chosen, [microphone], microphone)] })
          }
        />
        {t("sound.noise", { device })}
      </label>
      <p className={css.note}>{t("sound.noiseNote")}</p>
      <p className={state === "failed" ? css.trouble : css.noiseState} role="status" data-testid="noise-state">
        {state !== "off" && t(WORDS[state])}
      </p>
      <NoiseTrial />
    </div>
  );
}
