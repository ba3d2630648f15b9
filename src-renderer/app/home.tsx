import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TodayList } from "../features/history/parts/today-list.tsx";
import { useChooseStatus } from "../features/status/use-status.ts";
import { TrainingOffer } from "../features/training/training-view.tsx";
import { useWorkplace } from "../lib/workplace-store.ts";
import { StatusMark } from "../ui/status-mark.tsx";
import css from "./centre.module.css";
import { openSection } from "./shell-store.ts";

/** The calm screen between calls: what happens next, today's calls, the training customer. */
export function Home() {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll container needs focus (axe scrollable-region-focusable)
    <section className={css.home} tabIndex={0} aria-labelledby="home-title">
      <div className={css.column}>
        <Calm />
        <TodayList onOpenHistory={() => openSection("history")} />
        <TrainingOffer />
      </div>
    </section>
  );
}

function Calm() {
  const { t } = useTranslation();
  const choose = useChooseStatus();
  const status = useWorkplace((workplace) => workplace.status.status);
  const waiting = useWorkplace((workplace) => workplace.waiting.length);
  const [title, text] = {
    online:
      waiting > 0
        ? [t("home.waiting", { count: waiting }), t("home.waitingText")]
        : [t("home.calm"), t("home.calmText")],
    break: [t("home.onBreak"), t("home.onBreakText")],
    "not-ready": [t("status.not-ready"), t("status.setBySystemText")],
    offline: [t("home.offline"), t("home.offlineText")],
  }[status];
  const isAway = status === "break" || status === "offline";
  return (
    <div className={css.calm}>
      <StatusMark kind={status} size={20} />
      <div className={css.words}>
        <h1 className={css.title} id="home-title">
          {title}
        </h1>
        <p className={css.text}>{text}</p>
      </div>
      {isAway && (
        <Button size="md" onClick={() => choose({ status: "online" })}>
          {t("home.goOnline")}
        </Button>
      )}
    </div>
  );
}
