import type { TargetedSubmitEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PageVisit } from "../../../src-shared/site-chat/entries.ts";
import { NAME_LIMIT } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { readPhone } from "../engine/phone.ts";
import { failureWords, windowWords } from "../words.ts";
import type { View } from "./context.ts";
import { Field, Privacy, readForm } from "./field.tsx";

type CallBackProps = { readonly view: View; readonly page: () => PageVisit; readonly onSent: () => void };

/** «Перезвоните мне»: the number, and when. */
export function CallBackForm({ view, page, onSent }: CallBackProps) {
  const { engine, state, words, options, nowMs } = view;
  const [isWrong, setWrong] = useState(false);
  const [sentId, setSentId] = useState<string | null>(null);
  const number = useRef<HTMLInputElement>(null);
  const windows = state.face?.callBackWindows ?? [];
  const isOnItsWay = state.waiting.some(({ id }) => id === sentId);
  const failed = state.failed.find(({ frame }) => frame.id === sentId);
  const isTaken = sentId !== null && !isOnItsWay && !failed;
  useEffect(() => {
    if (isTaken) onSent();
  }, [isTaken, onSent]);

  const handleSubmit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readForm(event.currentTarget);
    const phone = readPhone(read("number"));
    setWrong(phone === null);
    if (phone === null) {
      number.current?.focus();
      return;
    }
    if (failed) engine.drop(failed.frame.id);
    const window = windows[Number(read("window"))];
    const name = read("name");
    const times = { fromMs: window?.fromMs ?? null, toMs: window?.toMs ?? null };
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    setSentId(engine.send({ t: "call-back", number: phone, name, ...times, page: page(), timeZone }));
  };
  const error = isWrong ? words.numberWrong : failed ? failureWords(words, failed.code) : null;

  return (
    <form class="form" noValidate onSubmit={handleSubmit}>
      <h3>{words.callBack}</h3>
      <p>{words.callBackLead}</p>
      <Field id="tc-number" label={words.number} error={error} hint={words.numberHint}>
        <input
          ref={number}
          id="tc-number"
          name="number"
          type="tel"
          inputMode="tel"
          autocomplete="tel"
          maxLength={32}
          aria-required="true"
          aria-invalid={error !== null}
          aria-describedby="tc-number-note"
        />
      </Field>
      <Field id="tc-window" label={words.when}>
        <select id="tc-window" name="window">
          {state.status?.isStaffed !== false && <option value="-1">{words.asap}</option>}
          {windows.map(({ fromMs, toMs }, index) => (
            <option key={fromMs} value={index}>
              {windowWords(words, options.lang, fromMs, toMs, nowMs)}
            </option>
          ))}
          {windows.length === 0 && state.status?.isStaffed === false && <option value="-1">{words.asap}</option>}
        </select>
      </Field>
      <Field id="tc-caller" label={words.name} aside={words.optional}>
        <input id="tc-caller" name="name" autocomplete="name" maxLength={NAME_LIMIT} />
      </Field>
      <button type="submit" class="main" aria-disabled={isOnItsWay}>
        {isOnItsWay ? words.sending : words.order}
      </button>
      <Privacy words={words} url={state.face?.privacyUrl ?? null} />
    </form>
  );
}
