import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InteractionId } from "../../src-shared/ids.ts";
import type { ConversationView } from "../../src-shared/ipc/conversations.ts";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import { TalkFacts } from "../features/customer/talk-facts-view.tsx";
import { HistoryView } from "../features/history/history-view.tsx";
import { CallBar } from "../features/phone/call-bar-view.tsx";
import { tileBlock } from "../features/phone/phone-model.ts";
import { setTransferOf } from "../features/phone/use-phone.ts";
import { ScriptOffer } from "../features/script/script-offer.tsx";
import { useScript } from "../features/script/use-script.ts";
import { useNextWord } from "../features/status/use-status.ts";
import { setOpenNote } from "../features/wrap-up/use-wrap-up.ts";
import { WrapUp } from "../features/wrap-up/wrap-up-view.tsx";
import { later } from "../lib/later.tsx";
import { useChannelWords } from "../lib/use-channel-words.ts";
import { useReasonWords } from "../lib/use-reason-words.ts";
import { useWorkplace } from "../lib/workplace-store.ts";
import css from "./centre.module.css";
import { Home } from "./home.tsx";
import type { Section } from "./shell-model.ts";
import { leaveConversation, openCustomer, openSettings, openThread, showCall } from "./shell-store.ts";

type CentreProps = {
  readonly section: Section;
  readonly call: CallView | null;
  readonly conversation: ConversationView | null;
};

const Settings = later(async () => (await import("./settings.tsx")).Settings);

const Help = later(async () => (await import("./help.tsx")).Help);

const WhatsNew = later(async () => (await import("./whats-new.tsx")).WhatsNew);

const Conversation = later(async () => (await import("../features/conversation/conversation-view.tsx")).Conversation);

const ScriptPane = later(async () => (await import("../features/script/script-view.tsx")).ScriptPane);

const Profile = later(async () => (await import("./profile.tsx")).Profile);

const PAGES: Partial<Record<Section, typeof Settings>> = {
  settings: Settings,
  help: Help,
  news: WhatsNew,
  profile: Profile,
};

// It takes nothing from here: a change of the calls draws only what of it shows them.
const home = <Home />;

export function Centre({ section, call, conversation }: CentreProps) {
  const wrapUp = useWorkplace((workplace) => workplace.wrapUps[0]);
  const next = useNextWord();
  if (section === "history")
    return <HistoryView onNote={setOpenNote} onCustomer={openCustomer} onThread={openThread} />;
  const Page = PAGES[section];
  if (Page)
    return (
      <Suspense>
        <Page />
      </Suspense>
    );
  if (conversation) return <Text conversation={conversation} hasWrapUp={wrapUp !== undefined} />;
  if (wrapUp && (call === null || call.phase === "ended"))
    return <WrapUp key={wrapUp.interactionId} wrapUp={wrapUp} next={next} />;
  return call ? <Contact call={call} /> : home;
}

function Text({ conversation, hasWrapUp }: { conversation: ConversationView; hasWrapUp: boolean }) {
  const channelWords = useChannelWords();
  return (
    <Suspense>
      <Conversation
        key={conversation.conversationId}
        conversation={conversation}
        channel={channelWords({ channel: conversation.channel, kind: "text", direction: "in" })}
        onWrapUp={hasWrapUp ? leaveConversation : null}
        onManageReplies={() => openSettings("replies")}
      />
    </Suspense>
  );
}

function Contact({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const calls = useWorkplace((workplace) => workplace.calls);
  const reasonWords = useReasonWords();
  const script = useScript(scriptOf(call));
  const [foldedRun, setFoldedRun] = useState<string | null>(null);
  const { view } = script;
  const isScriptShown = view !== null && view.runId !== foldedRun;
  return (
    <section className={css.contact} aria-label={t("frame.contact")}>
      <CallBar call={call} calls={calls} onShow={showCall} />
      {isScriptShown ? (
        <Suspense>
          <ScriptPane
            script={script}
            view={view}
            onFold={() => setFoldedRun(view.runId)}
            onTransfer={tileBlock(call, "transfer") === null ? () => setTransferOf(call.callId) : null}
          />
        </Suspense>
      ) : (
        <>
          <ScriptOffer script={script} onShow={() => setFoldedRun(null)} />
          <TalkFacts call={call} reason={reasonWords(call)} />
        </>
      )}
    </section>
  );
}

/** A script is for a talk with a customer; one that rings has none yet. */
function scriptOf({ interactionId, phase, consultOf }: CallView): InteractionId | null {
  const isTalked = phase === "talking" || phase === "ending" || phase === "ended";
  return isTalked && consultOf === null ? interactionId : null;
}
