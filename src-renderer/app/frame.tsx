import { VisuallyHidden } from "@mantine/core";
import { Suspense, useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { SetupDialog } from "../features/accounts/setup-dialog.tsx";
import { useSetupOffers } from "../features/accounts/use-setup-offers.ts";
import { CallRequestDialog } from "../features/call-request/call-request-view.tsx";
import { useCallRequests } from "../features/call-request/use-call-request.ts";
import { useTextTransferNews } from "../features/conversation/use-text-transfer-news.ts";
import { CustomerCard } from "../features/customer/customer-card-view.tsx";
import { useCardFeed } from "../features/customer/use-card.ts";
import { useCustomerFeed } from "../features/customer/use-customer.ts";
import { useHistoryFeed } from "../features/history/use-history.ts";
import { useCallTroubles } from "../features/phone/use-call-troubles.ts";
import { useRecordingNews } from "../features/phone/use-recording-news.ts";
import { useTransferNews } from "../features/phone/use-transfer-news.ts";
import { TroubleBanner } from "../features/readiness/parts/trouble-banner.tsx";
import { SignInGate } from "../features/sign-in/sign-in-gate.tsx";
import { useDeviceSwitches, useNoiseFailure } from "../features/sound/use-device-switches.ts";
import { useHeadsetNews } from "../features/sound/use-headset-news.ts";
import { SystemNotice } from "../features/status/parts/system-notice.tsx";
import { useHubRefusals } from "../features/status/use-refusals.ts";
import { useStatusNews } from "../features/status/use-status-news.ts";
import { NoteDialog } from "../features/wrap-up/note-dialog.tsx";
import { useMarkFeed } from "../lib/conversation-marks.ts";
import { later } from "../lib/later.tsx";
import { usePainted } from "../lib/painted.ts";
import { useSettledWorkplace, useWorkplace } from "../lib/workplace-store.ts";
import { Centre } from "./centre.tsx";
import { ConnectionCheck } from "./connection-check.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import css from "./frame.module.css";
import { KeysHelp } from "./keys-help.tsx";
import { ListPane } from "./list-pane.tsx";
import { LiveRegions } from "./live-regions.tsx";
import { PaletteGate } from "./palette/palette-gate.tsx";
import { Stage } from "./panes/stage.tsx";
import { Rail } from "./rail.tsx";
import { shownCall, shownConversation } from "./shell-model.ts";
import { closeCustomer, openHelp, useShellStore } from "./shell-store.ts";
import { SignOutGate } from "./sign-out-gate.tsx";
import { ThreadGate } from "./thread-gate.tsx";
import { TopBar } from "./top-bar.tsx";
import { TourGate } from "./tour-gate.tsx";
import { useOpenedConversation } from "./use-opened-conversation.ts";
import { useShowConsultation } from "./use-show-consultation.ts";
import { useWindowKeys } from "./use-window-keys.ts";
import { useWindowTitle } from "./use-window-title.ts";

const ConcernKeeper = later(async () => (await import("./notices/concern-keeper.tsx")).ConcernKeeper);

// Parts that take nothing from the frame: the same elements for ever, so that a change of the calls leaves them alone.
const edges = (
  <>
    <TopBar />
    <Rail />
  </>
);
const notices = (
  <>
    <SystemNotice />
    <TroubleBanner onHelp={openHelp} />
  </>
);
const unseen = (
  <>
    <LiveRegions />
    <WindowTitle />
    <KeysHelp />
    <CallRequestDialog />
    <SetupDialog />
    <NoteDialog />
    <ConnectionCheck />
    <SignOutGate />
    <ThreadGate />
    <TourGate />
    <Suspense>
      <ConcernKeeper />
    </Suspense>
  </>
);

const SECTIONS = {
  queue: "frame.queue",
  history: "frame.history",
  settings: "frame.settings",
  help: "help.title",
  news: "news.title",
  profile: "profile.title",
} as const;

/** The operator's window: top bar, rail, list with the phone, centre, customer card. */
export function Frame() {
  const { t } = useTranslation();
  const section = useShellStore((shell) => shell.section);
  const chosenCallId = useShellStore((shell) => shell.chosenCallId);
  const call = useWorkplace((workplace) => shownCall(workplace.calls, chosenCallId));
  const wrapUp = useWorkplace((workplace) => workplace.wrapUps[0]);
  const chosenConversationId = useShellStore((shell) => shell.chosenConversationId);
  const conversation = useWorkplace((workplace) => shownConversation(workplace.conversations, chosenConversationId));
  const isWrappingUp = wrapUp !== undefined && (call === null || call.phase === "ended");
  const served = conversation ?? (isWrappingUp ? wrapUp : call);
  const opened = useShellStore((shell) => shell.openedCustomer);
  const contact = section === "queue" ? served : section === "history" ? opened : null;
  // What shows nothing until it is asked for is made when the rest of a new window stands.
  const isDrawn = useDeferredValue(true, false);
  usePainted("workplace", null);
  useHistoryFeed();
  useCustomerFeed(served?.customer.address ?? null);
  useCardFeed(contact?.customer.address ?? null);
  useWindowKeys(call);
  useCallTroubles();
  useCallRequests();
  useSetupOffers();
  useDeviceSwitches();
  useNoiseFailure();
  useHeadsetNews();
  useTransferNews();
  useTextTransferNews();
  useStatusNews();
  useHubRefusals();
  useMarkFeed();
  useOpenedConversation();
  useRecordingNews();
  return (
    <div className={css.app}>
      {edges}
      <Stage
        heading={<VisuallyHidden component="h1">{t(SECTIONS[section])}</VisuallyHidden>}
        list={
          <ErrorBoundary where="list">
            <ListPane
              shownCallId={section === "queue" && !conversation ? (call?.callId ?? null) : null}
              shownConversationId={section === "queue" ? (conversation?.conversationId ?? null) : null}
            />
          </ErrorBoundary>
        }
        centre={
          <div className={css.centre} data-walk="centre">
            {notices}
            <ErrorBoundary where="centre" resetKey={`${section}:${conversation?.conversationId ?? call?.callId ?? ""}`}>
              <Centre section={section} call={call} conversation={conversation} />
            </ErrorBoundary>
          </div>
        }
        card={
          contact ? (
            <ErrorBoundary where="card" resetKey={contact.interactionId ?? contact.customer.address}>
              <CustomerCard contact={contact} onClose={section === "history" ? closeCustomer : undefined} />
            </ErrorBoundary>
          ) : null
        }
      />
      <SignInGate />
      {isDrawn && <PaletteGate call={call} />}
      {isDrawn && unseen}
    </div>
  );
}

function WindowTitle() {
  const calls = useSettledWorkplace((workplace) => workplace.calls);
  useWindowTitle(calls);
  useShowConsultation(calls);
  return null;
}
