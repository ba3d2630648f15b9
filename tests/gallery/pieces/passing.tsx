import { Button } from "@mantine/core";
import { HandOverBrief, HandOverCardView } from "../../../src-renderer/ui/hand-over-card.tsx";
import { HandOverFields } from "../../../src-renderer/ui/hand-over-fields.tsx";
import { TargetRow } from "../../../src-renderer/ui/target-row.tsx";
import { OperatorId, QueueId } from "../../../src-shared/ids.ts";
import css from "../gallery.module.css";
import { say } from "../page-choice.ts";
import { Piece, Specimen } from "../specimen.tsx";

const card = {
  fromOperatorId: OperatorId.parse("lev"),
  note: say("Ждёт счёт за ноябрь", "Waits for the invoice of November"),
  nextStep: say("Выслать счёт", "Send the invoice"),
  draft: say("Счёт во вложении", "The invoice is attached"),
};
const NOBODY = { state: null, line: null } as const;

/** Passing a contact on: to whom, and the card that goes along. */
export function Passing() {
  return (
    <Piece title={say("Передача", "Passing on")}>
      <Specimen name="target, a queue, a number" isWide>
        <ul className={css.block}>
          <TargetRow
            target={{
              ...NOBODY,
              ...{ key: "queue", address: "700", name: say("Поддержка", "Support") },
              queue: { queueId: QueueId.parse("support"), waiting: 3 },
            }}
          >
            <Button variant="default">{say("Передать", "Transfer")}</Button>
          </TargetRow>
          <TargetRow target={{ ...NOBODY, key: "number", address: "+79000001427", name: null }}>
            <Button variant="default">{say("Сразу", "At once")}</Button>
          </TargetRow>
        </ul>
      </Specimen>
      <Specimen name="card" isWide>
        <HandOverCardView handOver={card} />
      </Specimen>
      <Specimen name="card, in short" isWide>
        <HandOverBrief handOver={card} />
      </Specimen>
      <Specimen name="card, being written" isWide>
        <HandOverFields card={{ note: card.note }} onChange={() => undefined} />
      </Specimen>
    </Piece>
  );
}
