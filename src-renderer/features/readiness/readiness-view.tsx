import { Popover } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { lineName } from "../../../src-shared/domain/line-name.ts";
import { useClock } from "../../lib/clock.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { LastCheck } from "./parts/last-check.tsx";
import {
  canBeCalled,
  linkLine,
  mediaLine,
  ownPhoneLine,
  type PartLine,
  phoneLine,
  type Tone,
  worstLine,
} from "./readiness-model.ts";
import css from "./readiness-view.module.css";
import { useLineWords, useParts } from "./use-readiness.ts";

const ICONS = { live: IconCircleCheck, mid: IconAlertCircle, bad: IconAlertTriangle } as const;

/** Whether calls can come, in words; a click shows phone, link and sound apart. */
export function ReadinessIndicator({ onCheck }: { readonly onCheck: () => void }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const parts = useParts();
  const isOnline = useWorkplace((workplace) => workplace.status.status === "online");
  const words = useLineWords();
  const worst = worstLine(parts);
  const text = useClock((nowMs) => {
    if (worst) return words(worst, nowMs);
    if (!canBeCalled(parts)) return t("readiness.readyForMessages");
    return isOnline ? t("readiness.ready") : t("readiness.phoneReady");
  });
  const check = () => {
    setIsOpen(false);
    onCheck();
  };
  return (
    <Popover position="bottom-start" width={400} withinPortal={false} opened={isOpen} onChange={setIsOpen}>
      <Popover.Target>
        <button
          type="button"
          className={css.indicator}
          data-tone={worst?.tone ?? "live"}
          data-testid="readiness"
          onClick={() => setIsOpen(!isOpen)}
        >
          <ToneIcon tone={worst?.tone ?? "live"} size={18} />
          <span className={css.text}>{text}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("readiness.details")}>
        <dl className={css.parts}>
          <Part name={t("readiness.phone")} line={ownPhoneLine(parts)} />
          {parts.lines.map((line) => (
            <Part
              key={line.lineId}
              name={t("accounts.onLine", { line: lineName(line) })}
              line={phoneLine(line.phone)}
            />
          ))}
          <Part name={t("readiness.link")} line={linkLine(parts.link)} />
          {canBeCalled(parts) && <Part name={t("readiness.media")} line={mediaLine(parts)} />}
        </dl>
        <LastCheck onCheck={check} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Part({ name, line }: { name: string; line: PartLine }) {
  const words = useLineWords();
  const text = useClock((nowMs) => words(line, nowMs));
  return (
    <>
      <dt>{name}</dt>
      <dd data-tone={line.tone}>
        <ToneIcon tone={line.tone} size={16} />
        <span>{text}</span>
      </dd>
    </>
  );
}

function ToneIcon({ tone, size }: { tone: Tone; size: number }) {
  const Icon = ICONS[tone];
  return <Icon size={size} stroke={1.5} aria-hidden="true" />;
}
