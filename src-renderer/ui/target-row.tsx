import type { ReactNode } from "react";
import { shownAddress } from "../../src-shared/domain/shown-address.ts";
import type { Target } from "../lib/targets.ts";
import { useTargetWords } from "../lib/use-target-words.ts";
import { StatusMark } from "./status-mark.tsx";
import css from "./target-panel.module.css";

/** Somebody a contact can be passed to, how they stand, and what can be done. */
export function TargetRow({ target, children }: { readonly target: Target; readonly children: ReactNode }) {
  const { address, name } = target;
  const { words, mark } = useTargetWords(target);
  return (
    <li className={css.row}>
      <StatusMark kind={mark} size={14} />
      <span className={css.who}>
        <span className={css.name}>{name ?? shownAddress(address)}</span>
        <span className={css.note}>{name === null ? words : `${shownAddress(address)} · ${words}`}</span>
      </span>
      {children}
    </li>
  );
}
