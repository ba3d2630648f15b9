import { IconUser } from "@tabler/icons-react";
import { initials, tintOf } from "../lib/format-phone.ts";
import css from "./avatar.module.css";

/** A round mark of a person; the name always stands beside it or in the control's own name. */
export function Avatar({ name, id, size = 32 }: { name: string | null; id: string; size?: 32 | 40 }) {
  return (
    <span className={css.avatar} data-tint={tintOf(id)} data-size={size} aria-hidden="true">
      {initials(name) ?? <IconUser size={size / 2} stroke={1.5} />}
    </span>
  );
}
