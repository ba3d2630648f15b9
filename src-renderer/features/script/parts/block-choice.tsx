import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RequestOutput } from "../../../../src-shared/ipc/define-contract.ts";
import type { ScriptView } from "../../../../src-shared/ipc/scripts.ts";
import type { WorkplaceContract } from "../../../../src-shared/ipc/workplace.ts";
import { ask } from "../../../lib/ask.ts";
import { findByWords } from "../../../lib/word-search.ts";
import css from "../choice.module.css";
import { ChoiceDialog } from "./choice-dialog.tsx";

type BlockRow = RequestOutput<WorkplaceContract, "scripts.blocks">["blocks"][number];

type BlockChoiceProps = {
  readonly view: ScriptView;
  readonly onJump: (at: BlockRow["at"]) => void;
  readonly onClose: () => void;
};

/** Jumps to any block of the script; the way back stays. */
export function BlockChoiceDialog({ view, onJump, onClose }: BlockChoiceProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [blocks, setBlocks] = useState<readonly BlockRow[]>([]);
  const { interactionId } = view;
  useEffect(() => {
    let isGone = false;
    void ask("scripts.blocks", { interactionId }).then((answer) => {
      if (!isGone && answer.ok) setBlocks(answer.value.blocks);
    });
    return () => {
      isGone = true;
    };
  }, [interactionId]);
  const found = findByWords(
    blocks.map((block) => ({ ...block, words: [] })),
    typed,
  );
  return (
    <ChoiceDialog
      title={t("script.jump")}
      searchLabel={t("script.findBlock")}
      typed={typed}
      onType={setTyped}
      onClose={onClose}
    >
      {found.map(({ at, title }) => (
        <button
          key={at.blockId}
          type="button"
          className={css.script}
          aria-current={at.blockId === view.at.blockId ? "step" : undefined}
          onClick={() => onJump(at)}
        >
          <span className={css.name}>{title}</span>
        </button>
      ))}
    </ChoiceDialog>
  );
}
