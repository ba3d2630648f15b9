import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import { TalkFacts } from "../features/customer/talk-facts-view.tsx";
import { HistoryView } from "../features/history/history-view.tsx";
import { CallBar } from "../features/phone/call-bar-view.tsx";
import { useReasonWords } from "../features/phone/use-reason-words.ts";
import { useNextWord } from "../features/status/use-status.ts";
import { setOpenNote } from "../features/wrap-up/use-wrap-up.ts";
import { WrapUp } from "../features/wrap-up/wrap-up-view.tsx";
import { later } from "../lib/later.tsx";
import { useWorkplace } from "../lib/workplace-store.ts";
import css from "./centre.module.css";
import { Home } from "./home.tsx";
import type { Section } from "./shell-model.ts";
import { openCustomer, showCall } from "./shell-store.ts";

type CentreProps = {
  readonly section: Section;
  readonly call: CallView | null;
};

const Settings = later(async () => (await import("./settings.tsx")).Settings);

const Help = later(async () => (await import("./help.tsx")).Help);

const WhatsNew = later(async () => (await import("./whats-new.tsx")).WhatsNew);

const Profile = later(async () => (await import("./profile.tsx")).Profile);

const PAGES: Partial<Record<Section, typeof Settings>> = {
  settings: Settings,
  help: Help,
  news: WhatsNew,
  profile: Profile,
};

// It takes nothing from here: a change of the calls draws only what of it shows them.
const home = <Home />;

export function Centre({ section, call }: CentreProps) {
  const wrapUp = useWorkplace((workplace) => workplace.wrapUps[0]);
  const next = useNextWord();
  if (section === "history") return <HistoryView onNote={setOpenNote} onCustomer={openCustomer} />;
  const Page = PAGES[section];
  if (Page)
    return (
      <Suspense>
        <Page />
      </Suspense>
    );
  if (wrapUp && (call === null || call.phase === "ended"))
    return <WrapUp key={wrapUp.interactionId} wrapUp={wrapUp} next={next} />;
  return call ? <Contact call={call} /> : home;
}

function Contact({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const calls = useWorkplace((workplace) => workplace.calls);
  const reasonWords = useReasonWords();
  return (
    <section className={css.contact} aria-label={t("frame.contact")}>
      <CallBar call={call} calls={calls} onShow={showCall} />
      <TalkFacts call={call} reason={reasonWords(call)} />
    </section>
  );
}
