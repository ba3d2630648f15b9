import type { Words } from "../words.ts";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

/** The keypad: for a menu that wants a digit. */
export function CallKeys({ words, onKey }: { readonly words: Words; readonly onKey: (key: string) => void }) {
  return (
    <fieldset class="pad" aria-label={words.call.keys}>
      {KEYS.map((key) => (
        <button key={key} type="button" aria-label={words.call.key(key)} onClick={() => onKey(key)}>
          {key}
        </button>
      ))}
    </fieldset>
  );
}
