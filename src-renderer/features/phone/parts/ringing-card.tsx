import { Button } from "@mantine/core";
import { IconPhone, IconPlayerPause } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { useClock } from "../../../lib/clock.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { customerTitle, formatPhone } from "../../../lib/format-phone.ts";
import { usePainted } from "../../../lib/painted.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { ChannelTile } from "../../../ui/channel-tile.tsx";
import { StatusMark } from "../../../ui/status-mark.tsx";
import { ringLook, talkingCall } from "../phone-model.ts";
import { useCallActions } from "../use-phone.ts";
import { RingLine } from "./ring-line.tsx";
import { RingReason } from "./ring-reason.tsx";
import css from "./ringing-card.module.css";

/** A slipped click must not refuse a customer: the card that just grew takes none for this long. */
const DEAF_MS = 500;

type RingingCardProps = { readonly call: CallView; readonly calls: readonly CallView[] };

/** A call that rings. It takes no focus; the buttons wait half a second before they take a click. */
export function RingingCard({ call, calls }: RingingCardProps) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const isDeaf = useDeaf();
  const isFlashing = useWorkplace((workplace) => workplace.sound.settings.ring.isFlashing);
  usePainted("call", call.callId);
  const isLast = useClock((nowMs) => ringLook(call, nowMs).isLast);
  const customer = customerTitle(call.customer);
  const talking = talkingCall(calls);
  return (
    <section
      className={css.card}
      role="alertdialog"
      aria-label={t("phone.ringing", { customer })}
      data-last={isLast || undefined}
      data-flash={isFlashing || undefined}
      data-testid="ringing-card"
    >
      <div className={css.head}>
        <ChannelTile direction="in" label={t("queue.incoming")} />
        <div className={css.who}>
          <span className={css.name}>{customer}</span>
          <span className={css.note}>{noteOf(call, t("phone.incoming"))}</span>
          <RingLine lineId={call.lineId} className={css.note} />
        </div>
        <RingTimer call={call} />
      </div>
      <RingReason call={call} talking={talking} isLast={isLast} />
      <div className={css.actions} data-deaf={isDeaf || undefined}>
        <Button
          variant="go"
          size="md"
          className={css.answer}
          leftSection={
            talking ? (
              <IconPlayerPause size={18} stroke={1.5} aria-hidden="true" />
            ) : (
              <IconPhone size={18} stroke={1.5} aria-hidden="true" />
            )
          }
          aria-label={talking ? t("phone.holdAndAnswerTo", { customer }) : t("phone.answerTo", { customer })}
          onClick={() => actions.answer(call)}
        >
          {talking ? t("phone.holdAndAnswer") : t("phone.answer")}
        </Button>
        <Button
          variant="default"
          size="md"
          className={css.decline}
          aria-label={t("phone.notNowTo", { customer })}
          onClick={() => actions.reject(call)}
        >
          {t("phone.notNow")}
        </Button>
      </div>
    </section>
  );
}

function RingTimer({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const elapsed = useClock((nowMs) => formatDuration(ringLook(call, nowMs).elapsedMs));
  const total = ringLook(call, call.startedAtMs).totalMs;
  return (
    <div className={css.timers} role="timer">
      <span className={css.elapsed}>
        <StatusMark kind="ring" size={13} />
        {elapsed}
      </span>
      {total !== null && <span className={css.note}>{t("phone.ringOf", { total: formatDuration(total) })}</span>}
    </div>
  );
}

function useDeaf(): boolean {
  const [isDeaf, setIsDeaf] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setIsDeaf(false), DEAF_MS);
    return () => clearTimeout(timer);
  }, []);
  return isDeaf;
}

function noteOf({ customer }: CallView, unnamed: string): string {
  return customer.name ? formatPhone(customer.address) : unnamed;
}
