import { useTranslation } from "react-i18next";
import { shownAddress } from "../../../src-shared/domain/shown-address.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { customerTitle } from "../../lib/format-phone.ts";
import { contactTitle, visitWords } from "../../lib/visitor-words.ts";
import { HandOverCardView } from "../../ui/hand-over-card.tsx";
import css from "./call-bar-view.module.css";
import { CallMeters } from "./parts/call-meters.tsx";
import { CallNote } from "./parts/call-note.tsx";
import { CallStrips } from "./parts/call-strips.tsx";
import { CallTiles } from "./parts/call-tiles.tsx";
import { CallTimer } from "./parts/call-timer.tsx";
import { ConferenceParties } from "./parts/conference-parties.tsx";
import { EndedBar } from "./parts/ended-bar.tsx";
import { ExtensionStrip } from "./parts/extension-strip.tsx";
import { RecordingStrip } from "./parts/recording-strip.tsx";
import { SecondLine } from "./parts/second-line.tsx";
import { TransferStrip } from "./parts/transfer-strip.tsx";
import { callStage, callSurface, isLive } from "./phone-model.ts";
import { useTalkingOnMute } from "./use-talking-on-mute.ts";

type CallBarProps = {
  readonly call: CallView;
  readonly calls: readonly CallView[];
  readonly onShow: (callId: string) => void;
};

/** The call as a surface: who, how long, both levels, and what one can do. */
export function CallBar({ call, calls, onShow }: CallBarProps) {
  const { t } = useTranslation();
  const isTalkingOnMute = useTalkingOnMute(call);
  const stage = callStage(call);
  const customer = contactTitle(t, call);
  const isConference = call.isInConference;
  const parties = isConference ? calls.filter((each) => each.isInConference) : [];
  const others = calls.filter((other) => other.callId !== call.callId && isLive(other) && !parties.includes(other));
  const title = isConference ? parties.map((each) => customerTitle(each.customer)).join(", ") : customer;
  if (stage === "ended") return <EndedBar call={call} others={others} onShow={onShow} />;
  return (
    <section
      className={css.bar}
      data-surface={callSurface(stage)}
      data-stage={stage}
      data-testid="call-bar"
      aria-label={t("phone.call", { customer })}
    >
      <div className={css.head}>
        <CallTimer call={call} className={css.timer} />
        <div className={css.who}>
          <p className={css.line}>
            <span className={css.name}>{stage === "held" ? t("phone.customerOnHold", { customer }) : title}</span>
            {(call.customer.name || call.visit) && !isConference && stage !== "held" && (
              <span className={css.number}>{visitWords(t, call) ?? shownAddress(call.customer.address)}</span>
            )}
          </p>
          <CallNote call={call} />
        </div>
        <CallMeters call={call} />
      </div>
      <CallTiles call={call} calls={calls} />
      <TransferStrip call={call} calls={calls} />
      <HandOverCardView handOver={call.handOver} />
      {isConference && <ConferenceParties parties={parties} />}
      <RecordingStrip call={call} />
      <ExtensionStrip call={call} />
      <CallStrips call={call} isTalkingOnMute={isTalkingOnMute} />
      {others.map((other) => (
        <SecondLine key={other.callId} call={other} onShow={onShow} />
      ))}
    </section>
  );
}
