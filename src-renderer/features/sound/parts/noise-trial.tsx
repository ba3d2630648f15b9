import { Button } from "@mantine/core";
import { IconEar } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import css from "../sound-settings-view.module.css";

const LISTEN_MS = 4_000;

type Step = "idle" | "recording" | "bare" | "clean";
type Noise = { readonly bare: number; readonly clean: number };

const WORDS = { recording: "sound.trialRecording", bare: "sound.trialBare", clean: "sound.trialClean" } as const;

/** «Послушать разницу»: a few words, heard as they are and without noise. */
export function NoiseTrial() {
  const { t } = useTranslation();
  const command = useCommand();
  const isTalking = useWorkplace((workplace) => workplace.calls.some((call) => call.phase !== "ended"));
  const [step, setStep] = useState<Step>("idle");
  const [noise, setNoise] = useState<Noise | null>(null);
  const run = async () => {
    setNoise(null);
    setStep("recording");
    const recorded = await command("sound.record-sample", { forMs: LISTEN_MS });
    if (recorded.ok) {
      setStep("bare");
      await command("sound.play-sample", { what: "bare" });
      setStep("clean");
      await command("sound.play-sample", { what: "clean" });
      setNoise(recorded.value.noiseDb);
    }
    setStep("idle");
  };
  return (
    <div className={css.trial}>
      <Button
        variant="default"
        size="sm"
        disabled={isTalking || step !== "idle"}
        leftSection={<IconEar size={16} stroke={1.5} aria-hidden="true" />}
        onClick={() => void run()}
      >
        {t("sound.trial")}
      </Button>
      <p className={css.note} role="status">
        {words()}
      </p>
    </div>
  );

  function words(): string {
    if (isTalking) return t("sound.trialLater");
    if (step !== "idle") return t(WORDS[step]);
    return noise ? t("sound.trialFound", { bare: Math.round(noise.bare), clean: Math.round(noise.clean) }) : "";
  }
}
