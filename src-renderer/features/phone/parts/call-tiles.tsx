import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { assertNever } from "../../../../src-shared/assert-never.ts";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { contactTitle } from "../../../lib/visitor-words.ts";
import css from "../call-bar-view.module.css";
import { callStage, tileBlock } from "../phone-model.ts";
import { otherTalk, tileSetOf } from "../transfer-model.ts";
import { useCallActions } from "../use-phone.ts";
import { CallTile } from "./call-tile.tsx";
import { ConferenceTile } from "./conference-tile.tsx";
import { EndTile } from "./end-tile.tsx";
import { KeypadTile } from "./keypad-tile.tsx";
import { MicrophoneTile } from "./microphone-tile.tsx";
import { RecordingTile } from "./recording-tile.tsx";
import { SoundState } from "./sound-state.tsx";
import { ConferenceTiles, ConsultationTiles, PassingTiles } from "./special-tiles.tsx";
import { TransferTile } from "./transfer-tile.tsx";

const icon = { size: 20, stroke: 1.5, "aria-hidden": true } as const;

/** What can be done with the call that the bar shows. */
export function CallTiles({ call, calls }: { call: CallView; calls: readonly CallView[] }) {
  const set = tileSetOf(call);
  switch (set) {
    case "plain":
      return <PlainTiles call={call} calls={calls} />;
    case "passing":
      return <PassingTiles call={call} />;
    case "consultation":
      return <ConsultationTiles call={call} calls={calls} />;
    case "conference":
      return <ConferenceTiles call={call} calls={calls} />;
    default:
      return assertNever(set);
  }
}

function PlainTiles({ call, calls }: { call: CallView; calls: readonly CallView[] }) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const customer = contactTitle(t, call);
  const stage = callStage(call);
  const isHeld = stage === "held";
  return (
    <div className={css.tiles}>
      <MicrophoneTile call={call} />
      <CallTile
        icon={isHeld ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
        word={isHeld ? t("phone.resume") : t("phone.hold")}
        object={isHeld ? t("phone.resumeObject", { customer }) : t("phone.holdObject", { customer })}
        keyCap="H"
        shortcut="H"
        isOn={isHeld}
        block={tileBlock(call, "hold")}
        onClick={() => actions.toggleHeld(call)}
      />
      <RecordingTile call={call} />
      <KeypadTile call={call} />
      <TransferTile call={call} calls={calls} />
      {otherTalk(call, calls) && <ConferenceTile call={call} calls={calls} />}
      <SoundState call={call} />
      <EndTile
        word={stage === "dialling" ? t("phone.cancel") : t("phone.hangUp")}
        object={t("phone.hangUpObject", { customer })}
        onClick={() => actions.hangUp(call)}
      />
    </div>
  );
}
