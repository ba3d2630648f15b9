import type { TargetedSubmitEvent } from "preact";
import { useState } from "preact/hooks";
import { CONTACT_LIMIT, FORM_TEXT_LIMIT, NAME_LIMIT } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { readPhone } from "../engine/phone.ts";
import { momentWords } from "../words.ts";
import type { View } from "./context.ts";
import { Field, Privacy, readForm } from "./field.tsx";

/** Nobody is on the line: the question and where the answer goes. */
export function OfflineForm({ view, onSent }: { readonly view: View; readonly onSent: () => void }) {
  const { engine, state, words, options, nowMs } = view;
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const opensAtMs = state.status?.opensAtMs ?? null;

  const handleSubmit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readForm(event.currentTarget);
    const [name, contact, text] = [read("name"), read("contact"), read("text")];
    const found = [isContact(contact) ? [] : ["contact"], text ? [] : ["text"]].flat();
    setWrong(found);
    if (found.length > 0) {
      event.currentTarget.querySelector<HTMLElement>(`[name=${found[0]}]`)?.focus();
      return;
    }
    engine.send({ t: "form", name, contact, text });
    onSent();
  };
  const isWrong = (name: string) => wrong.includes(name);

  return (
    <form class="form" noValidate onSubmit={handleSubmit}>
      <p>
        {state.face?.away ?? words.awayText}
        {opensAtMs !== null && ` ${words.opensAt(momentWords(words, options.lang, opensAtMs, nowMs))}`}
      </p>
      <Field id="tc-name" label={words.name} aside={words.optional}>
        <input id="tc-name" name="name" autocomplete="name" maxLength={NAME_LIMIT} />
      </Field>
      <Field id="tc-contact" label={words.contact} error={isWrong("contact") ? words.contactWrong : null}>
        <input
          id="tc-contact"
          name="contact"
          maxLength={CONTACT_LIMIT}
          aria-required="true"
          aria-invalid={isWrong("contact")}
          aria-describedby="tc-contact-note"
        />
      </Field>
      <Field id="tc-text" label={words.question} error={isWrong("text") ? words.questionWrong : null}>
        <textarea
          id="tc-text"
          name="text"
          maxLength={FORM_TEXT_LIMIT}
          aria-required="true"
          aria-invalid={isWrong("text")}
          aria-describedby="tc-text-note"
        />
      </Field>
      <button type="submit" class="main">
        {words.sendForm}
      </button>
      <Privacy words={words} url={state.face?.privacyUrl ?? null} />
    </form>
  );
}

/** A phone number or something like an e-mail; whoever answers finds out the rest. */
function isContact(text: string): boolean {
  return readPhone(text) !== null || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}
