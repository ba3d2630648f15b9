import { Button } from "@mantine/core";
import { IconAlertCircle, IconCircleCheck, IconPlus } from "@tabler/icons-react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OutcomeField } from "../../../src-shared/domain/topics/contact-outcome.ts";
import { missingFields } from "../../../src-shared/domain/topics/outcome-rules.ts";
import type { WrapUpView } from "../../../src-shared/ipc/wrap-up.ts";
import { formatDuration } from "../../lib/format-duration.ts";
import { customerTitle } from "../../lib/format-phone.ts";
import { isTextField } from "../../lib/hotkeys.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { Keys } from "../../ui/keys.tsx";
import { FIELD_WORDS } from "./outcome-model.ts";
import { Countdown } from "./parts/countdown.tsx";
import { NoteField } from "./parts/note-field.tsx";
import { OutcomeFields } from "./parts/outcome-fields.tsx";
import { useOutcome } from "./use-outcome.ts";
import { setOpenNote, useNote, type WrittenField } from "./use-wrap-up.ts";
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
  const said = useOutcome(interactionId);
  const settings = useWorkplace((workplace) => workplace.topics);
  const missing = missingFields(said.outcome, settings?.required ?? []);
  const [tries, setTries] = useState(0);
  const section = useKeptOpen(wrapUp);
  const isOnline = useWorkplace((workplace) => workplace.link.state === "online");
  const canExtend = extension.left > 0 && !isFinishing && isOnline;
  const finish = () => {
    note.keep();
    said.keep();
    if (missing.length > 0) return setTries((before) => before + 1);
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
      {settings ? (
        <OutcomeFields settings={settings} said={said} missing={missing} tries={tries} autofocus="note">
          <NoteField text={note.text} onWrite={note.write} onLeave={note.keep} isBare />
        </OutcomeFields>
      ) : (
        <NoteField text={note.text} onWrite={note.write} onLeave={note.keep} />
      )}
      <footer className={css.foot}>
        <WhatIsMissing missing={missing} isAsked={tries > 0} isRequired={(settings?.required.length ?? 0) > 0}>
          {isFinishing
            ? t("wrapUp.finishing")
            : wrapUp.atEnd === "stay"
              ? t("wrapUp.thenStays")
              : next === null
                ? t(wrapUp.isPassedOn ? "wrapUp.thenFree" : "wrapUp.thenCloses")
                : t("wrapUp.thenNext", { status: next })}
        </WhatIsMissing>
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

type WhatIsMissingProps = {
  readonly missing: readonly OutcomeField[];
  readonly isAsked: boolean;
  readonly isRequired: boolean;
  /** What is said while nothing of this is. */
  readonly children: string;
};

/** What a wrap-up is not finished without: said once it was tried, and when all of it is there. */
function WhatIsMissing({ missing, isAsked, isRequired, children }: WhatIsMissingProps) {
  const { t } = useTranslation();
  const fields = missing.map((field) => t(FIELD_WORDS[field].name)).join(", ");
  return (
    <div className={css.then} role="status">
      {isAsked && missing.length > 0 ? (
        <p className={css.missing}>
          <IconAlertCircle size={16} stroke={1.75} aria-hidden="true" />
          {t("wrapUp.missing", { fields })}
        </p>
      ) : isRequired && missing.length === 0 ? (
        <p className={css.allSaid}>
          <IconCircleCheck size={16} stroke={1.75} aria-hidden="true" />
          {t("wrapUp.allSaid")}
        </p>
      ) : (
        <p>{children}</p>
      )}
    </div>
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

/** Where the hand goes on in the dialog. */
function fieldOf(element: Element | null): WrittenField {
  if (element?.matches('[role="combobox"]')) return "topics";
  return element?.matches('input[type="text"]') ? "next-step" : "note";
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
      if (isWriting) setOpenNote({ interactionId, customer: { address, name }, field: fieldOf(activeElement) });
    };
  }, [interactionId, address, name]);
  return section;
}
