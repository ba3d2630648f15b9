import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HandOverCard } from "../../../../src-shared/domain/hand-over.ts";
import { HUB_LINE } from "../../../../src-shared/domain/hub-line.ts";
import { shownAddress } from "../../../../src-shared/domain/shown-address.ts";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { SearchField } from "../../../ui/search-field.tsx";
import { StatusMark } from "../../../ui/status-mark.tsx";
import { peopleOfLine, queueTargets, type Target, targetsFor } from "../transfer-model.ts";
import { setTransferOf, useCallActions } from "../use-phone.ts";
import { useTargetWords } from "../use-target-words.ts";
import { HandOverFields } from "./hand-over-fields.tsx";
import css from "./transfer-panel.module.css";

/** Whom to pass the talk to: colleagues with how they stand, or any number that is typed. */
export function TransferPanel({ call }: { call: CallView }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const colleagues = useWorkplace((workplace) => workplace.colleagues);
  const colleagueStates = useWorkplace((workplace) => workplace.colleagueStates);
  const colleagueLines = useWorkplace((workplace) => workplace.colleagueLines);
  const people = peopleOfLine(call.lineId, { colleagues, colleagueStates, colleagueLines });
  const queues = useWorkplace((workplace) => workplace.queues);
  const waiting = useWorkplace((workplace) => workplace.waiting);
  const targets = targetsFor(typed, [...people, ...queueTargets(call.lineId, { queues, waiting })]);
  const [card, setCard] = useState<HandOverCard>({ note: "" });
  const hintId = useId();
  return (
    <div className={css.panel}>
      <div className={css.head}>
        <SearchField
          className={css.search}
          data-autofocus
          label={t("transfer.search")}
          aria-describedby={hintId}
          value={typed}
          onType={setTyped}
        />
        <button
          type="button"
          className={css.close}
          aria-label={t("transfer.close")}
          onClick={() => setTransferOf(null)}
        >
          <IconX size={16} stroke={1.5} aria-hidden="true" />
        </button>
      </div>
      {call.interactionId !== null && call.lineId === HUB_LINE && <HandOverFields card={card} onChange={setCard} />}
      {targets.length === 0 ? (
        <p className={css.empty} role="status">
          {people.length === 0 ? t("transfer.alone") : t("transfer.nobody")}
        </p>
      ) : (
        <ul className={css.list} aria-label={t("transfer.colleagues")}>
          {targets.map((target) => (
            <TargetRow key={target.key} call={call} target={target} card={card} />
          ))}
        </ul>
      )}
      <p className={css.hint} id={hintId}>
        {t("transfer.hint")}
        {targets.some(({ queue }) => queue) && ` ${t("transfer.queueHint")}`}
      </p>
    </div>
  );
}

function TargetRow({ call, target, card }: { call: CallView; target: Target; card: HandOverCard }) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const { address, name } = target;
  const { words, mark } = useTargetWords(target);
  const party = name ?? shownAddress(address);
  const choose = (how: "consult" | "transfer") => {
    setTransferOf(null);
    actions[how](call, address, name, card);
  };
  return (
    <li className={css.row}>
      <StatusMark kind={mark} size={14} />
      <span className={css.who}>
        <span className={css.name}>{party}</span>
        <span className={css.note}>{name === null ? words : `${shownAddress(address)} · ${words}`}</span>
      </span>
      {target.queue === undefined && (
        <Button
          variant="filled"
          className={css.choice}
          aria-label={t("transfer.askName", { party })}
          onClick={() => choose("consult")}
        >
          {t("transfer.ask")}
        </Button>
      )}
      <Button
        variant="default"
        className={css.choice}
        aria-label={t(target.queue ? "transfer.toQueueName" : "transfer.passName", { party })}
        onClick={() => choose("transfer")}
      >
        {t(target.queue ? "transfer.toQueue" : "transfer.pass")}
      </Button>
    </li>
  );
}
