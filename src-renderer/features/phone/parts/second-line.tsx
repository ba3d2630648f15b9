import { IconArrowsExchange, IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { contactTitle } from "../../../lib/visitor-words.ts";
import css from "../call-bar-view.module.css";
import { callStage } from "../phone-model.ts";
import { useCallActions } from "../use-phone.ts";
import { CallTimer } from "./call-timer.tsx";

type SecondLineProps = {
  readonly call: CallView;
  readonly onShow: (callId: string) => void;
};

/** The other call of the two: its timer never hides, one button changes over. */
export function SecondLine({ call, onShow }: SecondLineProps) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const customer = contactTitle(t, call);
  const isHeld = callStage(call) === "held";
  const handleSwitch = (): void => {
    onShow(call.callId);
    if (isHeld) actions.resume(call);
  };
  return (
    <div className={css.second} data-testid="second-line">
      <IconPlayerPause size={16} stroke={1.5} aria-hidden="true" />
      <span className={css.secondName}>{isHeld ? t("phone.customerOnHold", { customer }) : customer}</span>
      <CallTimer call={call} className={css.secondTimer} />
      <button
        type="button"
        className={css.switch}
        aria-label={t("phone.switchToLabel", { customer })}
        onClick={handleSwitch}
      >
        <IconArrowsExchange size={16} stroke={1.5} aria-hidden="true" />
        {t("phone.switchTo")}
      </button>
    </div>
  );
}
