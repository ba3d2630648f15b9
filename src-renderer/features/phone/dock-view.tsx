import { useTranslation } from "react-i18next";
import { useWorkplace } from "../../lib/workplace-store.ts";
import css from "./dock-view.module.css";
import { DialField } from "./parts/dial-field.tsx";
import { MiniCall } from "./parts/mini-call.tsx";
import { RingingCard } from "./parts/ringing-card.tsx";
import { isLive, isRinging } from "./phone-model.ts";

// What is being typed stays as it is while calls come and go.
const dialField = <DialField />;

type PhoneDockProps = {
  /** Whether the call bar is out of sight, so that the dock holds the talk. */
  readonly isCallBarAway: boolean;
  readonly onOpenCall: (callId: string) => void;
};

/** The one place of the phone: what rings, the talk one looked away from, and the dial field. */
export function PhoneDock({ isCallBarAway, onOpenCall }: PhoneDockProps) {
  const { t } = useTranslation();
  const calls = useWorkplace((workplace) => workplace.calls);
  return (
    <section className={css.dock} data-walk="dock" aria-label={t("phone.phone")}>
      {calls.filter(isRinging).map((call) => (
        <RingingCard key={call.callId} call={call} calls={calls} />
      ))}
      {isCallBarAway &&
        calls.filter(isLive).map((call) => <MiniCall key={call.callId} call={call} onOpen={onOpenCall} />)}
      {dialField}
    </section>
  );
}
