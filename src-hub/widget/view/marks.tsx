import { sizeWords } from "../words.ts";
import type { View } from "./context.ts";
import { Icon, type IconName } from "./icons.tsx";

/** How far an own message got: a shape with its word. */
export function Mark({ name, label }: { readonly name: IconName; readonly label: string }) {
  return (
    <span title={label}>
      <Icon name={name} size={15} />
      <span class="sr">{label}</span>
    </span>
  );
}

/** Name and size of a file, in a bubble. */
export function FileLine({ view, name, size }: { readonly view: View; readonly name: string; readonly size: number }) {
  return (
    <>
      <Icon name="file" size={26} />
      <span>
        <b>{name}</b>
        <span>{sizeWords(view.options.lang, size)}</span>
      </span>
    </>
  );
}
