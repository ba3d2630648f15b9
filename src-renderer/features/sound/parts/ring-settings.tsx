import { Button } from "@mantine/core";
import { IconVolume } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { findPresent } from "../../../../src-shared/domain/device-ranking.ts";
import type { SoundSettings } from "../../../../src-shared/domain/sound-devices.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { ChoiceGroup } from "../../../ui/choice-group.tsx";
import { toggleDevice } from "../sound-model.ts";
import css from "../sound-settings-view.module.css";

/** Where and how an incoming call rings: several devices at once, apart from the headphones of the talk. */
export function RingSettings() {
  const { t } = useTranslation();
  const command = useCommand();
  const ring = useWorkplace((workplace) => workplace.sound.settings.ring);
  const present = useWorkplace((workplace) => workplace.sound.present.headphones);
  const chosen = findPresent(ring.devices, present);
  const set = (change: Partial<SoundSettings["ring"]>) => void command("sound.set", { ring: { ...ring, ...change } });
  return (
    <>
      <fieldset className={css.checks}>
        <legend className={css.legend}>{t("sound.ringWhere")}</legend>
        {present.map((device) => (
          <label className={css.check} key={device.deviceId}>
            <input
              type="checkbox"
              checked={chosen.includes(device)}
              onChange={() => set({ devices: [...toggleDevice(ring.devices, present, device)] })}
            />
            {device.label || t("sound.unnamed")}
          </label>
        ))}
        {!chosen.some(Boolean) && <p className={css.note}>{t("sound.ringSystem")}</p>}
      </fieldset>
      <div className={css.ringRow}>
        <ChoiceGroup
          label={t("sound.melody")}
          value={ring.melody}
          choices={[
            { value: "chime", word: t("sound.melodyChime") },
            { value: "bell", word: t("sound.melodyBell") },
            { value: "marimba", word: t("sound.melodyMarimba") },
          ]}
          onChange={(melody) => set({ melody })}
        />
        <Volume value={ring.volume} onChange={(volume) => set({ volume })} />
        <Button
          variant="default"
          size="sm"
          leftSection={<IconVolume size={16} stroke={1.5} aria-hidden="true" />}
          onClick={() => void command("sound.play-test", { what: "ring", deviceId: null })}
        >
          {t("sound.testRing")}
        </Button>
      </div>
      <label className={css.check}>
        <input type="checkbox" checked={ring.isFlashing} onChange={() => set({ isFlashing: !ring.isFlashing })} />
        {t("sound.flash")}
      </label>
    </>
  );
}

function Volume({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const { t } = useTranslation();
  const [moved, setMoved] = useState<number | null>(null);
  const percent = moved ?? Math.round(value * 100);
  const keep = () => {
    if (percent !== Math.round(value * 100)) onChange(percent / 100);
  };
  return (
    <label className={css.volume}>
      <span className={css.legend}>{t("sound.volume", { percent })}</span>
      <input
        type="range"
        min={0}
        max={100}
        step={5}
        value={percent}
        onChange={(event) => setMoved(Number(event.currentTarget.value))}
        onPointerUp={keep}
        onKeyUp={keep}
        onBlur={keep}
      />
    </label>
  );
}
