import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HandOverCard } from "../../../../src-shared/domain/hand-over.ts";
import { HUB_LINE } from "../../../../src-shared/domain/hub-line.ts";
import { shownAddress } from "../../../../src-shared/domain/shown-address.ts";
import type { CallView } from "../../../../src-shared/ipc/workplace.ts";
import { queueTargets, type Target } from "../../../lib/targets.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { HandOverFields } from "../../../ui/hand-over-fields.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import css from "../../../ui/target-panel.module.css";
import { TargetRow } from "../../../ui/target-row.tsx";
import { peopleOfLine, targetsFor } from "../transfer-model.ts";
import { setTransferOf, useCallActions } from "../use-phone.ts";

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
  const targets = targetsFor(typed, [
    ...people,
    ...(call.lineId === HUB_LINE ? queueTargets({ queues, waiting }) : []),
  ]);
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
            <TargetChoices key={target.key} call={call} target={target} card={card} />
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

function TargetChoices({ call, target, card }: { call: CallView; target: Target; card: HandOverCard }) {
  const { t } = useTranslation();
  const actions = useCallActions();
  const { address, name } = target;
  const party = name ?? shownAddress(address);
  const choose = (how: "consult" | "transfer") => {
    setTransferOf(null);
    actions[how](call, address, name, card);
  };
  return (
    <TargetRow target={target}>
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
    </TargetRow>
  );
}
