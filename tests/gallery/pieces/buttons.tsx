import { Button, CloseButton } from "@mantine/core";
import { HangUpIcon } from "../../../src-renderer/ui/hang-up-icon.tsx";
import { Keys } from "../../../src-renderer/ui/keys.tsx";
import { say } from "../page-choice.ts";
import { type ForcedState, Piece, Row, Specimen } from "../specimen.tsx";

const VARIANTS = [
  { variant: "filled", ru: "Завершить", en: "Finish" },
  { variant: "go", ru: "Ответить", en: "Answer" },
  { variant: "stop", ru: "Положить", en: "Hang up" },
  { variant: "default", ru: "Отмена", en: "Cancel" },
  { variant: "subtle", ru: "Изменить", en: "Change" },
] as const;
const FORCED: readonly ForcedState[] = ["hover", "focus-visible", "active"];

/** Buttons: one filled in a view, the others quiet; green answers, red ends. */
export function Buttons() {
  return (
    <Piece title={say("Кнопки", "Buttons")}>
      {VARIANTS.map(({ variant, ru, en }) => (
        <Row key={variant}>
          <Specimen name={variant}>
            <Button variant={variant}>{say(ru, en)}</Button>
          </Specimen>
          {FORCED.map((force) => (
            <Specimen key={force} name={force} force={force}>
              <Button variant={variant}>{say(ru, en)}</Button>
            </Specimen>
          ))}
          <Specimen name="disabled">
            <Button variant={variant} disabled>
              {say(ru, en)}
            </Button>
          </Specimen>
        </Row>
      ))}
      <Row>
        {(["xs", "sm", "md"] as const).map((size) => (
          <Specimen key={size} name={size}>
            <Button size={size}>{say("Сохранить", "Save")}</Button>
          </Specimen>
        ))}
        <Specimen name="icon">
          <Button variant="stop" leftSection={<HangUpIcon size={16} />}>
            {say("Положить", "Hang up")}
          </Button>
        </Specimen>
        <Specimen name="keys">
          <Button variant="default" rightSection={<Keys>Ctrl K</Keys>}>
            {say("Команды", "Commands")}
          </Button>
        </Specimen>
        <Specimen name="close">
          <CloseButton aria-label={say("Закрыть", "Close")} />
        </Specimen>
      </Row>
    </Piece>
  );
}
