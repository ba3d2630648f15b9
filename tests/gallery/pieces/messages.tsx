import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Banner } from "../../../src-renderer/ui/banner.tsx";
import { Message } from "../../../src-renderer/ui/message.tsx";
import { say } from "../page-choice.ts";
import { Piece, Specimen } from "../specimen.tsx";

const icon = <IconAlertTriangle size={18} stroke={1.5} aria-hidden="true" />;

/** What is said to a person: what happened, what still works, what to do. */
export function Messages() {
  const again = <Button variant="default">{say("Повторить", "Try again")}</Button>;
  return (
    <Piece title={say("Слова", "Words")}>
      <Specimen name="banner, warn" isWide>
        <Banner tone="warn" icon={icon} title={say("Нет связи с сервером.", "No connection to the server.")}>
          {say("Звонки на линии продолжаются.", "Calls on the line go on.")}
        </Banner>
      </Specimen>
      <Specimen name="banner, danger" isWide>
        <Banner tone="danger" icon={icon} title={say("Вас не слышно.", "You are not heard.")} action={again}>
          {say("Микрофон отключён.", "The microphone is unplugged.")}
        </Banner>
      </Specimen>
      <Specimen name="message, empty" isWide>
        <Message title={say("Никто не ждёт", "Nobody is waiting")}>
          {say("Новое обращение появится здесь.", "A new contact will appear here.")}
        </Message>
      </Specimen>
      <Specimen name="message, failed" isWide>
        <Message tone="danger" title={say("История не открылась", "The history did not open")} action={again}>
          {say("Файл занят другой программой.", "Another program holds the file.")}
        </Message>
      </Specimen>
    </Piece>
  );
}
