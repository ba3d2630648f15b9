import { Button } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconChevronUp, IconShield } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScriptView } from "../../../../src-shared/ipc/scripts.ts";
import { Keys } from "../../../ui/keys.tsx";
import css from "../objections.module.css";
import type { OwnScript } from "../use-script.ts";
import { Pieces } from "./pieces.tsx";

type Objection = ScriptView["objections"][number];

type ScriptObjectionsProps = {
  readonly objections: readonly Objection[];
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onStep: OwnScript["step"];
};

/** What customers object, always at hand: one reads, and the place in the script stays. */
export function ScriptObjections({ objections, isOpen, onOpen, onStep }: ScriptObjectionsProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<string | null>(null);
  const count = objections.length;
  if (!isOpen)
    return (
      <button
        type="button"
        className={css.strip}
        title={t("script.showObjections", { count })}
        aria-expanded={false}
        aria-keyshortcuts="O"
        onClick={() => onOpen(true)}
      >
        <IconShield size={18} stroke={1.5} aria-hidden="true" />
        <span>{t("script.objections")}</span>
        <span className={css.count}>{count}</span>
        <Keys>O</Keys>
      </button>
    );
  return (
    <aside className={css.column} aria-label={t("script.objections")}>
      <div className={css.head}>
        <h3>{t("script.objections")}</h3>
        <span className={css.count}>{count}</span>
        <Keys>O</Keys>
        <button
          type="button"
          className={css.hide}
          aria-label={t("script.hideObjections")}
          aria-keyshortcuts="O"
          onClick={() => onOpen(false)}
        >
          <IconChevronRight size={16} stroke={1.5} aria-hidden="true" />
        </button>
      </div>
      <ul className={css.list}>
        {objections.map((objection) => (
          <ObjectionRow
            key={objection.objectionId}
            objection={objection}
            isShown={shown === objection.objectionId}
            onShow={() => setShown(shown === objection.objectionId ? null : objection.objectionId)}
            onSay={(hasHelped, isFollowed) => {
              setShown(null);
              void onStep({ kind: "objection", objectionId: objection.objectionId, hasHelped, isFollowed });
            }}
          />
        ))}
      </ul>
    </aside>
  );
}

type ObjectionRowProps = {
  readonly objection: Objection;
  readonly isShown: boolean;
  readonly onShow: () => void;
  readonly onSay: (hasHelped: boolean | null, isFollowed: boolean) => void;
};

function ObjectionRow({ objection, isShown, onShow, onSay }: ObjectionRowProps) {
  const { t } = useTranslation();
  const id = useId();
  const Chevron = isShown ? IconChevronUp : IconChevronDown;
  return (
    <li className={css.row} data-open={isShown || undefined}>
      <button type="button" className={css.name} aria-expanded={isShown} aria-controls={id} onClick={onShow}>
        <span>{objection.title}</span>
        <Chevron size={14} stroke={1.5} aria-hidden="true" />
      </button>
      <div id={id} hidden={!isShown} className={css.words}>
        <Pieces text={objection.text} />
        <div className={css.actions}>
          {objection.leads && (
            <Button variant="filled" size="sm" onClick={() => onSay(null, true)}>
              {t("script.followObjection")}
            </Button>
          )}
          <Button variant="default" size="sm" onClick={() => onSay(true, false)}>
            {t("script.helped")}
          </Button>
          <Button variant="subtle" size="sm" onClick={() => onSay(false, false)}>
            {t("script.didNotHelp")}
          </Button>
        </div>
      </div>
    </li>
  );
}
