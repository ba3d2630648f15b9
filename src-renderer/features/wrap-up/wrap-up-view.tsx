import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useEffect, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { WrapUpView } from "../../../src-shared/ipc/wrap-up.ts";
import { formatDuration } from "../../lib/format-duration.ts";
import { customerTitle } from "../../lib/format-phone.ts";
import { isTextField } from "../../lib/hotkeys.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { Keys } from "../../ui/keys.tsx";
import { Countdown } from "./parts/countdown.tsx";
import { NoteField } from "./parts/note-field.tsx";
import { setOpenNote, useNote } from "./use-wrap-up.ts";
import css from "./wrap-up-view.module.css";

const ENDED_BY = {
  customer: "phone.endedByCustomer",
  operator: "phone.endedByOperator",
  system: "phone.endedBySystem",
} as const;

type WrapUpProps = {
  readonly wrapUp: WrapUpView;
  /** The word for the status that follows, when one was chosen; null: the line. */
  readonly next: string | null;
};

/** The work after a contact: how long there is for it, the note, more time, and the end. */
export function WrapUp({ wrapUp, next }: WrapUpProps) {
  const { t } = useTranslation();
  const command = useCommand();
  const { interactionId, customer, extension, isFinishing } = wrapUp;
  const note = useNote(interactionId);
  const section = useKeptOpen(wrapUp);
  const isOnline = useWorkplace((workplace) => workplace.link.state === "online");
  const canExtend = extension.left > 0 && !isFinishing && isOnline;
  const finish = () => {
    note.keep();
    // Whoever is done writes no more: nothing is left open behind them.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    void command("wrap-up.finish", { interactionId });
  };
  const extend = () => void command("wrap-up.extend", { interactionId });
  useKeys({ finish, extend: canExtend ? extend : null });
  const seconds = Math.round(extension.byMs / 1000);
  return (
    <section
      ref={section}
      className={css.wrapUp}
      aria-label={t("wrapUp.of", { customer: customerTitle(customer) })}
      data-testid="wrap-up"
    >
      <header className={css.head}>
        <Countdown wrapUp={wrapUp} />
        <div className={css.who}>
          <h2 className={css.name}>{customerTitle(customer)}</h2>
          <p className={css.facts}>
            {[
              t(wrapUp.isPassedOn ? "wrapUp.passedOn" : ENDED_BY[wrapUp.endedBy]),
              t("wrapUp.talked", { time: formatDuration(wrapUp.talkMs) }),
              wrapUp.heldMs >= 1000 && t("wrapUp.held", { time: formatDuration(wrapUp.heldMs) }),
              wrapUp.queueName,
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        <Button
          variant="default"
          size="md"
          leftSection={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
          rightSection={<Keys>E</Keys>}
          disabled={!canExtend}
          onClick={extend}
          aria-keyshortcuts="E"
        >
          {t("wrapUp.seconds", { count: seconds })}
          <span className={css.left}>
            {extension.left > 0 ? t("wrapUp.moreTimes", { count: extension.left }) : t("wrapUp.noMore")}
          </span>
        </Button>
      </header>
      <NoteField text={note.text} onWrite={note.write} onLeave={note.keep} />
      <footer className={css.foot}>
        <p className={css.then}>
          {isFinishing
            ? t("wrapUp.finishing")
            : wrapUp.atEnd === "stay"
              ? t("wrapUp.thenStays")
              : next === null
                ? t(wrapUp.isPassedOn ? "wrapUp.thenFree" : "wrapUp.thenCloses")
                : t("wrapUp.thenNext", { status: next })}
        </p>
        {next !== null && (
          <Button variant="default" size="md" onClick={() => void command("operator.set-next-status", { next: null })}>
            {t("wrapUp.stayOnline")}
          </Button>
        )}
        <Button size="md" disabled={isFinishing} onClick={finish} aria-keyshortcuts="Control+Enter" title="Ctrl Enter">
          {next === null ? t("wrapUp.finish") : t("wrapUp.finishThen", { status: next })}
        </Button>
      </footer>
    </section>
  );
}

function useKeys({ finish, extend }: { finish: () => void; extend: (() => void) | null }): void {
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || event.altKey || event.shiftKey || event.metaKey) return;
      const isFinish = event.ctrlKey && event.key === "Enter";
      const isExtend = !event.ctrlKey && event.code === "KeyE" && !isTextField(event.target) && extend !== null;
      if (!isFinish && !isExtend) return;
      event.preventDefault();
      if (isFinish) finish();
      else extend?.();
    };
    window.addEventListener("keydown", handleKeyDown);
    return () => window.removeEventListener("keydown", handleKeyDown);
  });
}

/** The time may be over in the middle of a word: the note stays open then, without holding the line. */
function useKeptOpen({ interactionId, customer }: Pick<WrapUpView, "interactionId" | "customer">) {
  const { address, name } = customer;
  const section = useRef<HTMLElement>(null);
  // The layout effect is undone while the field is still there, and has the focus.
  useLayoutEffect(() => {
    const element = section.current;
    return () => {
      const { activeElement } = document;
      const isWriting = isTextField(activeElement) && element?.contains(activeElement) === true;
      if (isWriting) setOpenNote({ interactionId, customer: { address, name } });
    };
  }, [interactionId, address, name]);
  return section;
}
