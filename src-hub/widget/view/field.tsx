import type { ComponentChildren } from "preact";

type FieldProps = {
  readonly id: string;
  readonly label: string;
  /** Beside the label: what is asked for. */
  readonly aside?: string;
  /** What is wrong with what was typed; null: nothing, as far as one knows. */
  readonly error?: string | null;
  readonly hint?: string;
  readonly children: ComponentChildren;
};

/** A labelled field with its hint or what is wrong with it; the control names both by `aria-describedby="ID-note"`. */
export function Field({ id, label, aside, error = null, hint, children }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>
        <span>
          {label}
          {aside && `, ${aside}`}
        </span>
      </label>
      {children}
      <span id={`${id}-note`} class={error ? "error" : "hint"} role={error ? "alert" : undefined}>
        {error ?? hint}
      </span>
    </div>
  );
}

/** Consent to the rules of personal data, where the site has a page of them. */
export function Privacy({ words, url }: { readonly words: { readonly privacy: string }; readonly url: string | null }) {
  if (!url) return null;
  return (
    <p class="small">
      <a href={url} target="_blank" rel="noreferrer">
        {words.privacy}
      </a>
    </p>
  );
}

/** Reads the text fields of a form by name, without the blanks around. */
export function readForm(form: HTMLFormElement): (name: string) => string {
  const data = new FormData(form);
  return (name) => {
    const value = data.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
}
