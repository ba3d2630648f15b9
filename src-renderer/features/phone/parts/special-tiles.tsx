import { IconArrowBackUp, IconArrowsSplit, IconCheck, IconDoorExit } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import { contactTitle } from "../../../lib/visitor-words.ts";
import css from "../call-bar-view.module.css";
import { joinBlock, otherTalk } from "../transfer-model.ts";
import { useCallActions } from "../use-phone.ts";
import { CallTile } from "./call-tile.tsx";
import { ConferenceTile } from "./conference-tile.tsx";
import { EndTile } from "./end-tile.tsx";
import { KeypadTile } from "./keypad-tile.tsx";
import { MicrophoneTile } from "./microphone-tile.tsx";
import { SoundState } from "./sound-state.tsx";

type TilesProps = { readonly call: CallView; readonly calls: readonly CallView[] };

const icon = { size: 20, stroke: 1.5, "aria-hidden": true } as const;

/** While a talk is being passed on there is one thing to do: to have the customer back. */
export function PassingTiles({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const customer = contactTitle(t, call);
  return (
    <div className={css.tiles}>
      <CallTile
        icon={<IconArrowBackUp {...icon} />}
        word={t("transfer.takeBack")}
        object={t("transfer.takeBackObject", { customer })}
        keyCap=""
        isOn
        block={null}
        onClick={() => actions.takeBack(call)}
      />
      <EndTile
        word={t("phone.hangUp")}
        object={t("phone.hangUpObject", { customer })}
        onClick={() => actions.hangUp(call)}
      />
    </div>
  );
}

/** A talk with somebody who is asked about the customer, who waits. */
export function ConsultationTiles({ call, calls }: TilesProps) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const party = contactTitle(t, call);
  const about = calls.find(({ callId }) => callId === call.consultOf);
  const customer = about ? customerTitle(about.customer) : "";
  return (
    <div className={css.tiles}>
      <CallTile
        icon={<IconCheck {...icon} />}
        word={t("transfer.complete")}
        object={t("transfer.completeObject", { customer, party })}
        keyCap="T"
        shortcut="T"
        isOn={joinBlock(call, calls) === null}
        block={joinBlock(call, calls)}
        onClick={() => actions.completeTransfer(call)}
      />
      <ConferenceTile call={call} calls={calls} />
      <MicrophoneTile call={call} />
      <KeypadTile call={call} />
      <SoundState call={call} />
      <EndTile
        word={t("phone.cancel")}
        object={t("transfer.cancelObject", { customer, party })}
        onClick={() => actions.hangUp(call)}
      />
    </div>
  );
}

/** All three hear each other. */
export function ConferenceTiles({ call, calls }: TilesProps) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const other = otherTalk(call, calls);
  const customer = contactTitle(t, call);
  const party = other ? customerTitle(other.customer) : "";
  const isConsultation = other !== null && (other.consultOf === call.callId || call.consultOf === other.callId);
  return (
    <div className={css.tiles}>
      <MicrophoneTile call={call} />
      <CallTile
        icon={<IconArrowsSplit {...icon} />}
        word={t("transfer.split")}
        object={t("transfer.splitObject", { customer, party })}
        keyCap=""
        block={other ? null : "after-party"}
        onClick={() => other && actions.toggleHeld(other)}
      />
      {isConsultation && (
        <CallTile
          icon={<IconDoorExit {...icon} />}
          word={t("transfer.leave")}
          object={t("transfer.leaveObject", { customer, party })}
          keyCap="T"
          shortcut="T"
          block={null}
          onClick={() => actions.completeTransfer(call)}
        />
      )}
      <SoundState call={call} />
      <EndTile
        word={t("transfer.endAll")}
        object={t("transfer.endAllObject")}
        onClick={() => {
          if (other) actions.hangUp(other);
          actions.hangUp(call);
        }}
      />
    </div>
  );
}
