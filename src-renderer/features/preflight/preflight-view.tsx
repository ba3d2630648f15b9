import { Button, CloseButton, Modal } from "@mantine/core";
import { IconRefresh, IconVolume } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Preflight } from "../../../src-shared/ipc/preflight.ts";
import { preflightVerdict } from "../../../src-shared/ipc/preflight-verdict.ts";
import { useLocale } from "../../i18n/use-locale.ts";
import { formatTime } from "../../lib/format-date.ts";
import { watchMicrophone } from "../../lib/microphone-watch.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { LevelMeter } from "../../ui/level-meter.tsx";
import { CheckRow } from "./parts/check-row.tsx";
import { type RowCode, rowsOf } from "./preflight-model.ts";
import css from "./preflight-view.module.css";

const LISTENED: ReadonlySet<RowCode> = new Set(["mic-running", "mic-quiet", "mic-dead"]);

type Props = { readonly isOpen: boolean; readonly onClose: () => void; readonly onGoOnline: () => void };

/** «Проверка связи»: from the server to the ear, with a call to this very phone; warns, and forbids nothing. */
export function PreflightDialog({ isOpen, onClose, onGoOnline }: Props) {
  const { t } = useTranslation();
  const check = useWorkplace((workplace) => workplace.preflight);
  return (
    <Modal.Root opened={isOpen} onClose={onClose} size={640} centered>
      <Modal.Overlay color="var(--td-scrim)" backgroundOpacity={1} />
      <Modal.Content>
        <Modal.Body className={css.body}>
          <div className={css.head}>
            <div>
              <Modal.Title className={css.title}>{t("preflight.title")}</Modal.Title>
              <p className={css.words}>{t("preflight.about")}</p>
            </div>
            <CloseButton aria-label={t("frame.closeDialog")} onClick={onClose} />
          </div>
          {check ? <Steps check={check} /> : <p className={css.none}>{t("preflight.none")}</p>}
          <Foot check={check} onGoOnline={onGoOnline} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Steps({ check }: { check: Preflight }) {
  return (
    <ul className={css.rows}>
      {rowsOf(check).map((row) => (
        <CheckRow key={row.id} row={row} check={check}>
          {LISTENED.has(row.code) && <Level />}
          {row.id === "headphones" && row.code !== "waiting" && row.code !== "ears-missing" && <Heard />}
        </CheckRow>
      ))}
    </ul>
  );
}

/** While the check listens, and while what it heard was not enough: the bar says at once what helps. */
function Level() {
  return (
    <div className={css.level} data-testid="check-level">
      <LevelMeter side="you" subscribe={watchMicrophone} />
    </div>
  );
}

function Heard() {
  const { t } = useTranslation();
  const command = useCommand();
  return (
    <div className={css.buttons}>
      <Button size="xs" variant="default" onClick={() => void command("preflight.say-heard", { heard: true })}>
        {t("preflight.heard")}
      </Button>
      <Button size="xs" variant="default" onClick={() => void command("preflight.say-heard", { heard: false })}>
        {t("preflight.notHeard")}
      </Button>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconVolume size={16} stroke={1.5} aria-hidden="true" />}
        onClick={() => void command("preflight.play-notes", {})}
      >
        {t("preflight.again")}
      </Button>
    </div>
  );
}

function Foot({ check, onGoOnline }: { check: Preflight | null; onGoOnline: () => void }) {
  const { t } = useTranslation();
  const command = useCommand();
  const isOnline = useWorkplace((workplace) => workplace.status.status === "online");
  const isRunning = check?.finishedAtMs === null;
  return (
    <div className={css.foot}>
      <Summary check={check} />
      <Button
        variant="default"
        disabled={isRunning}
        leftSection={<IconRefresh size={16} stroke={1.5} aria-hidden="true" />}
        onClick={() => void command("preflight.start", {})}
      >
        {check ? t("preflight.repeat") : t("preflight.begin")}
      </Button>
      {!isOnline && <Button onClick={onGoOnline}>{t("preflight.goOnline")}</Button>}
    </div>
  );
}

function Summary({ check }: { check: Preflight | null }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (!check) return <p className={css.summary} />;
  const verdict = preflightVerdict(check);
  const time = formatTime(check.finishedAtMs ?? check.startedAtMs, locale);
  const words =
    check.finishedAtMs === null
      ? t("preflight.running")
      : verdict === "good"
        ? t("preflight.allGood", { time })
        : verdict === "unsure"
          ? t("preflight.almostGood", { time })
          : t("preflight.notGood", { time });
  return (
    <p className={css.summary} data-verdict={verdict} role="status">
      {words}
    </p>
  );
}
