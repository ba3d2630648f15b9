import { IconPhoneX, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import css from "../call-bar-view.module.css";

const icon = { size: 16, stroke: 1.5, "aria-hidden": true } as const;

const FAULTS = {
  "not-heard": "quality.notHeard",
  "not-arriving": "quality.notArriving",
  lost: "quality.lost",
} as const;

const STEPS = {
  ice: "quality.repairing",
  fresh: "quality.repairingAgain",
  "given-up": "quality.givenUp",
} as const;

/** What is wrong with the sound, what is being done about it, and what to do when nothing helped. */
export function RepairStrip({ repair }: { repair: NonNullable<CallView["soundRepair"]> }) {
  const { t } = useTranslation();
  return (
    <p className={css.strip} data-testid="repair-strip" role="status">
      {repair.step === "given-up" ? <IconPhoneX {...icon} /> : <IconRefresh {...icon} />}
      <span>
        {t(FAULTS[repair.fault])} {t(STEPS[repair.step])}
      </span>
    </p>
  );
}
