import css from "./gallery.module.css";
import { say } from "./page-choice.ts";
import { Buttons } from "./pieces/buttons.tsx";
import { Fields } from "./pieces/fields.tsx";
import { Lists } from "./pieces/lists.tsx";
import { Marks } from "./pieces/marks.tsx";
import { Messages } from "./pieces/messages.tsx";
import { Passing } from "./pieces/passing.tsx";
import { Tokens } from "./pieces/tokens.tsx";

/** Every component of `src-renderer/ui` and every token, in every state: the living page of the design system. */
export function Gallery() {
  return (
    <main className={css.page}>
      <h1 className={css.title}>{say("Тандем: из чего сделано окно", "Tandem: what the window is made of")}</h1>
      <div className={css.columns}>
        <Buttons />
        <Marks />
        <Fields />
        <Lists />
        <Messages />
        <Passing />
      </div>
      <Tokens />
    </main>
  );
}
