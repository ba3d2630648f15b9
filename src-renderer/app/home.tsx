import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { assertNever } from "../../src-shared/assert-never.ts";
import { SignInOffer } from "../features/accounts/sign-in-offer.tsx";
import { CallBacks } from "../features/history/parts/call-backs.tsx";
import { TodayList } from "../features/history/parts/today-list.tsx";
import { useChooseStatus } from "../features/status/use-status.ts";
import { TourOffer } from "../features/tour/tour-offer.tsx";
import { TrainingOffer } from "../features/training/training-view.tsx";
import { contactTitle } from "../lib/visitor-words.ts";
import { useSettledWorkplace } from "../lib/workplace-store.ts";
import { ScrollPane } from "../ui/scroll-pane.tsx";
import { StatusMark, type StatusMarkKind } from "../ui/status-mark.tsx";
import css from "./centre.module.css";
import { type HomeFace, homeFace, onTheLine } from "./shell-model.ts";
import { openSection, openSettings, setTourOpen } from "./shell-store.ts";

/** The calm screen between calls: what happens next, today's calls, the training customer. */
export function Home() {
  const { t } = useTranslation();
  return (
    <ScrollPane className={css.home} label={t("home.label")}>
      <div className={css.column}>
        <Calm />
        <TourOffer onStart={() => setTourOpen(true)} />
        <CallBacks />
        <TodayList onOpenHistory={() => openSection("history")} />
        <TrainingOffer />
        <SignInOffer onSignIn={() => openSettings("accounts")} />
      </div>
    </ScrollPane>
  );
}

const MARKS = {
  ringing: "ring",
  deaf: "offline",
  blind: "offline",
  waiting: "online",
  calm: "online",
  break: "break",
  "do-not-disturb": "do-not-disturb",
  "not-ready": "not-ready",
  offline: "offline",
} as const satisfies Record<HomeFace, StatusMarkKind>;

function Calm() {
  const choose = useChooseStatus();
  const { t } = useTranslation();
  const face = useSettledWorkplace(homeFace);
  const [title, text] = useFaceWords(face);
  return (
    <div className={css.calm}>
      <StatusMark kind={MARKS[face]} size={20} />
      <div className={css.words}>
        <h2 className={css.title}>{title}</h2>
        <p className={css.text}>{text}</p>
      </div>
      {(face === "break" || face === "do-not-disturb" || face === "offline") && (
        <Button size="md" onClick={() => choose({ status: "online" })}>
          {t("home.goOnline")}
        </Button>
      )}
    </div>
  );
}

/** Only the words that are shown are put together: a ring waits for them. */
function useFaceWords(face: HomeFace): readonly [title: string, text: string] {
  const { t } = useTranslation();
  const waiting = useSettledWorkplace(({ waiting: all }) => onTheLine(all).length);
  const mayTake = useSettledWorkplace(({ waiting: all }) => all.some((contact) => contact.mayTake));
  const ringing = useSettledWorkplace((workplace) => workplace.calls.find((call) => call.phase === "ringing"));
  switch (face) {
    case "ringing":
      return [t("home.ringing", { customer: ringing ? contactTitle(t, ringing) : "" }), t("home.ringingText")];
    case "deaf":
      return [t("home.deaf"), t("home.deafText")];
    case "blind":
      return [t("home.blind"), t("home.blindText")];
    case "waiting":
      return [t("home.waiting", { count: waiting }), t(mayTake ? "home.mayTakeText" : "home.waitingText")];
    case "calm":
      return [t("home.calm"), t("home.calmText")];
    case "break":
      return [t("home.onBreak"), t("home.onBreakText")];
    case "do-not-disturb":
      return [t("home.doNotDisturb"), t("home.doNotDisturbText")];
    case "not-ready":
      return [t("home.notReady"), t("home.notReadyText")];
    case "offline":
      return [t("home.offline"), t("home.offlineText")];
    default:
      return assertNever(face);
  }
}
