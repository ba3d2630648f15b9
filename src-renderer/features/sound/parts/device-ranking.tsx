import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SoundDevice } from "../../../../src-shared/domain/sound-devices.ts";
import { deviceLines, moveDevice } from "../sound-model.ts";
import css from "../sound-settings-view.module.css";

const icon = { size: 16, stroke: 1.5, "aria-hidden": true } as const;

type DeviceRankingProps = {
  readonly label: string;
  readonly usedWords: string;
  readonly emptyWords: string;
  readonly ranking: readonly SoundDevice[];
  readonly present: readonly SoundDevice[];
  readonly used: SoundDevice | null;
  readonly onRank: (ranking: SoundDevice[]) => void;
  readonly action?: (device: SoundDevice) => ReactNode;
};

/** Devices by preference: the first that is plugged in is used. */
export function DeviceRanking(props: DeviceRankingProps) {
  const { t } = useTranslation();
  const { label, ranking, present, used, onRank, action } = props;
  const lines = deviceLines(ranking, present, used);
  if (lines.length === 0) return <p className={css.empty}>{props.emptyWords}</p>;
  return (
    <ol className={css.devices} aria-label={label}>
      {lines.map(({ device, isHere, isUsed }, index) => {
        const name = device.label || t("sound.unnamed");
        return (
          <li className={css.device} key={`${device.deviceId} ${device.label}`} data-used={isUsed || undefined}>
            <span className={css.rank}>{index + 1}</span>
            <span className={css.deviceName} data-away={!isHere || undefined}>
              {name}
              {isUsed && <span className={css.used}>{props.usedWords}</span>}
              {!isHere && <span className={css.away}>{t("sound.away")}</span>}
            </span>
            {isHere && action?.(device)}
            {!isHere && (
              <button
                type="button"
                className={css.move}
                aria-label={t("sound.forget", { device: name })}
                onClick={() => onRank(ranking.filter((kept) => kept.deviceId !== device.deviceId))}
              >
                <IconX {...icon} />
              </button>
            )}
            <button
              type="button"
              className={css.move}
              disabled={index === 0}
              aria-label={t("sound.up", { device: name })}
              onClick={() => onRank([...moveDevice(lines, index, -1)])}
            >
              <IconChevronUp {...icon} />
            </button>
            <button
              type="button"
              className={css.move}
              disabled={index === lines.length - 1}
              aria-label={t("sound.down", { device: name })}
              onClick={() => onRank([...moveDevice(lines, index, 1)])}
            >
              <IconChevronDown {...icon} />
            </button>
          </li>
        );
      })}
    </ol>
  );
}
