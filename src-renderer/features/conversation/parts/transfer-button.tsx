import { Button, Popover } from "@mantine/core";
import { IconArrowsExchange, IconX } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HandOverCard } from "../../../../src-shared/domain/hand-over.ts";
import type { OperatorId } from "../../../../src-shared/ids.ts";
import type { ConversationView } from "../../../../src-shared/ipc/conversations.ts";
import { customerTitle } from "../../../lib/format-phone.ts";
import { foundTargets, queueTargets, type Target, teamTarget } from "../../../lib/targets.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { HandOverFields } from "../../../ui/hand-over-fields.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import css from "../../../ui/target-panel.module.css";
import { TargetRow } from "../../../ui/target-row.tsx";

type TransferProps = {
  readonly conversation: ConversationView;
  /** An answer was begun: it goes along. */
  readonly hasDraft: boolean;
  /** Files stand in it: they do not. */
  readonly hasFiles: boolean;
};

/** Opens the list of those the conversation can be passed to. */
export function TransferButton(props: TransferProps) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const { customer, isAnswering, passing } = props.conversation;
  const isBusy = isAnswering === true || passing !== undefined;
  return (
    <Popover opened={isOpen && !isBusy} onChange={setIsOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconArrowsExchange size={16} stroke={1.5} aria-hidden />}
          // The list of colleagues is named by it.
          aria-label={t("textTransfer.title", { customer: customerTitle(customer) })}
          disabled={isBusy}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t("textTransfer.open")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TransferPanel {...props} onClose={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function TransferPanel({
  conversation,
  hasDraft,
  hasFiles,
  onClose,
}: TransferProps & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const command = useCommand();
  const [typed, setTyped] = useState("");
  const [card, setCard] = useState<HandOverCard>({ note: "" });
  const [isAsking, setIsAsking] = useState(false);
  const hintId = useId();
  const colleagues = useWorkplace((workplace) => workplace.colleagues);
  const states = useWorkplace((workplace) => workplace.colleagueStates);
  const queues = useWorkplace((workplace) => workplace.queues);
  const waiting = useWorkplace((workplace) => workplace.waiting);
  const all = [...colleagues.map((one) => teamTarget(one, states)), ...queueTargets({ queues, waiting })];
  const targets = foundTargets(typed, all);
  const pass = async ({ key, queue }: Target) => {
    setIsAsking(true);
    const to = queue
      ? ({ kind: "queue", queueId: queue.queueId } as const)
      : ({ kind: "operator", operatorId: key as OperatorId } as const);
    const kept = await command("conversations.transfer", { interactionId: conversation.interactionId, to, card });
    setIsAsking(false);
    if (kept.ok) onClose();
  };
  const hints = [
    t("textTransfer.hint"),
    hasDraft && t("textTransfer.draftGoes"),
    hasFiles && t("textTransfer.filesStay"),
  ];
  return (
    <div className={css.panel}>
      <div className={css.head}>
        <SearchField
          className={css.search}
          data-autofocus
          label={t("textTransfer.search")}
          aria-describedby={hintId}
          value={typed}
          onType={setTyped}
        />
        <button type="button" className={css.close} aria-label={t("textTransfer.close")} onClick={onClose}>
          <IconX size={16} stroke={1.5} aria-hidden />
        </button>
      </div>
      <HandOverFields card={card} onChange={setCard} />
      {targets.length === 0 ? (
        <p className={css.empty} role="status">
          {t(all.length === 0 ? "textTransfer.alone" : "textTransfer.nobody")}
        </p>
      ) : (
        <ul className={css.list} aria-label={t("textTransfer.targets")}>
          {targets.map((target) => (
            <TargetRow key={target.key} target={target}>
              <Button
                variant="default"
                className={css.choice}
                aria-label={t("textTransfer.passName", { party: target.name ?? target.address })}
                // Who is not on the line is not asked.
                disabled={isAsking || (target.queue === undefined && target.state?.status !== "online")}
                onClick={() => void pass(target)}
              >
                {t("textTransfer.pass")}
              </Button>
            </TargetRow>
          ))}
        </ul>
      )}
      <p className={css.hint} id={hintId}>
        {hints.filter(Boolean).join(" ")}
      </p>
    </div>
  );
}
