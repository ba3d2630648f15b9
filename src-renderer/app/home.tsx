import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TodayList } from "../features/history/parts/today-list.tsx";
import { useChooseStatus } from "../features/status/use-status.ts";
import { TrainingOffer } from "../features/training/training-view.tsx";
import { customerTitle } from "../lib/format-phone.ts";
import { useWorkplace } from "../lib/workplace-store.ts";
import { ScrollPane } from "../ui/scroll-pane.tsx";
import { StatusMark, type StatusMarkKind } from "../ui/status-mark.tsx";
import css from "./centre.module.css";
import { homeFace } from "./shell-model.ts";
import { openSection } from "./shell-store.ts";

/** The calm screen between calls: what happens next, today's calls, the training customer. */
export function Home() {
  const { t } = useTranslation();
  return (
    <ScrollPane className={css.home} label={t("home.label")}>
      <div className={css.column}>
        <Calm />
        <TodayList onOpenHistory={() => openSection("history")} />
        <TrainingOffer />
      </div>
    </ScrollPane>
  );
}

function Calm() {
  const { t } = useTranslation();
  const choose = useChooseStatus();
  const face = useWorkplace(homeFace);
  const waiting = useWorkplace((workplace) => workplace.waiting.length);
  const ringing = useWorkplace((workplace) => workplace.calls.find((call) => call.phase === "ringing"));
  const customer = ringing ? customerTitle(ringing.customer) : "";
  const [mark, title, text] = {
    ringing: ["ring", t("home.ringing", { customer }), t("home.ringingText")],
    deaf: ["offline", t("home.deaf"), t("home.deafText")],
    blind: ["offline", t("home.blind"), t("home.blindText")],
    waiting: ["online", t("home.waiting", { count: waiting }), t("home.waitingText")],
    calm: ["online", t("home.calm"), t("home.calmText")],
    break: ["break", t("home.onBreak"), t("home.onBreakText")],
    "not-ready": ["not-ready", t("home.notReady"), t("home.notReadyText")],
    offline: ["offline", t("home.offline"), t("home.offlineText")],
  }[face] as [StatusMarkKind, string, string];
  return (
    <div className={css.calm}>
      <StatusMark kind={mark} size={20} />
      <div className={css.words}>
        <h2 className={css.title}>{title}</h2>
        <p className={css.text}>{text}</p>
      </div>
      {(face === "break" || face === "offline") && (
        <Button size="md" onClick={() => choose({ status: "online" })}>
          {t("home.goOnline")}
        </Button>
      )}
    </div>
  );
}
