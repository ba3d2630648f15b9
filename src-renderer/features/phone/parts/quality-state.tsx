import { Popover } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LiveQuality, QualityWindow } from "../../../../src-shared/domain/quality/call-quality.ts";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { bridge } from "../../../lib/bridge.ts";
import { SignalBars } from "../../../ui/signal-bars.tsx";
import css from "../call-bar-view.module.css";
import { QualityDetails } from "./quality-details.tsx";

const LIT = { good: 4, fair: 3, poor: 2, bad: 1 } as const satisfies Record<LiveQuality["level"], number>;

type QualityStateProps = { readonly callId: CallView["callId"]; readonly quality: LiveQuality };

/** How the talk sounds, as a word and bars; a click shows the numbers of the last five seconds. */
export function QualityState({ callId, quality: { level, cause } }: QualityStateProps) {
  const { t } = useTranslation();
  const window = useLastWindow(callId);
  const words = {
    good: t("quality.good"),
    fair: t("quality.fair"),
    poor: cause === "delay" ? t("quality.late") : t("quality.poor"),
    bad: t("quality.bad"),
  }[level];
  return (
    <Popover position="bottom" width={360} withinPortal={false}>
      <Popover.Target>
        <button type="button" className={css.sound} data-quality={level} data-testid="quality">
          <SignalBars lit={LIT[level]} />
          {words}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("quality.details")}>
        <QualityDetails window={window} />
      </Popover.Dropdown>
    </Popover>
  );
}

function useLastWindow(callId: CallView["callId"]): QualityWindow | null {
  const [window, setWindow] = useState<QualityWindow | null>(null);
  useEffect(
    () =>
      bridge().on("calls.measured", (measured) => {
        if (measured.callId === callId) setWindow(measured.window);
      }),
    [callId],
  );
  return window;
}
