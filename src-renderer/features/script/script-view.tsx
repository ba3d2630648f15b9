import { Button } from "@mantine/core";
import { IconAlertTriangle, IconChevronLeft } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScriptView } from "../../../src-shared/ipc/scripts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Keys } from "../../ui/keys.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { BlockChoiceDialog } from "./parts/block-choice.tsx";
import { Pieces } from "./parts/pieces.tsx";
import { ScriptAction } from "./parts/script-action.tsx";
import { ScriptChecks } from "./parts/script-checks.tsx";
import { ScriptChoiceDialog } from "./parts/script-choice.tsx";
import { ScriptCrumbs } from "./parts/script-crumbs.tsx";
import { ScriptForm } from "./parts/script-form.tsx";
import { ScriptHead } from "./parts/script-head.tsx";
import { ScriptObjections } from "./parts/script-objections.tsx";
import { ScriptWays } from "./parts/script-ways.tsx";
import css from "./script.module.css";
import { type ScriptKey, waysOn } from "./script-model.ts";
import { STUCK_WORDS } from "./script-words.ts";
import type { OwnScript } from "./use-script.ts";
import { useScriptKeys } from "./use-script-keys.ts";

type ScriptPaneProps = {
  readonly script: OwnScript;
  readonly view: ScriptView;
  /** Shows what there was without a script. */
  readonly onFold: () => void;
  /** As `ScriptAction`. */
  readonly onTransfer: (() => void) | null;
};

/** The script of a contact: what to say now, and where it goes on. It never takes the focus. */
export function ScriptPane({ script, view, onFold, onTransfer }: ScriptPaneProps) {
  const { t } = useTranslation();
  const { step, begin, choices } = script;
  const [opened, setOpened] = useState<"blocks" | "scripts" | null>(null);
  const [hasObjections, setHasObjections] = useState(false);
  const go = (way: ReturnType<typeof waysOn>[number]) =>
    void step(way.kind === "next" ? way : { kind: "answer", answerId: way.answerId });
  const handleKey = (key: ScriptKey): boolean => {
    if (key.kind === "objections") {
      if (view.objections.length === 0) return false;
      setHasObjections(!hasObjections);
      return true;
    }
    if (key.kind === "back") {
      if (view.crumbs.length === 0) return false;
      void step({ kind: "back" });
      return true;
    }
    const way = waysOn(view)[key.index];
    if (way) go(way);
    return way !== undefined;
  };
  useScriptKeys(handleKey);
  const pane = useRef<HTMLElement>(null);
  const place = `${view.at.scriptId}/${view.at.blockId}`;
  useEffect(() => {
    // Another block is read from its beginning.
    if (place !== "") pane.current?.scrollTo(0, 0);
  }, [place]);
  return (
    <div className={css.script}>
      <div className={css.main}>
        <ScriptHead
          view={view}
          onJump={() => setOpened("blocks")}
          onChoose={() => setOpened("scripts")}
          onFold={onFold}
        />
        <ScrollPane ref={pane} className={css.body} label={t("script.title")}>
          <ScriptCrumbs view={view} onGo={({ at }) => void step({ kind: "jump", to: at })} />
          {view.status.kind === "stuck" && (
            <Banner
              tone="warn"
              icon={<IconAlertTriangle size={18} stroke={1.5} aria-hidden="true" />}
              title={t("script.stuckTitle")}
            >
              {t(STUCK_WORDS[view.status.why])}
            </Banner>
          )}
          {view.kind === "note" && view.text.length > 0 && <p className={css.lead}>{t("script.note")}</p>}
          <div aria-live="polite" data-note={view.kind === "note" || undefined}>
            <Pieces text={view.text} className={view.kind === "note" ? css.note : css.text} />
            {view.status.kind === "ended" && (
              <p className={css.ended}>{t("script.ended", { outcome: view.status.outcome })}</p>
            )}
          </div>
          {view.action && <ScriptAction action={view.action} onTransfer={onTransfer} />}
          <ScriptChecks
            key={`checks ${place}`}
            view={view}
            onTick={(checkId, isDone) => step({ kind: "tick", checkId, isDone })}
          />
          {view.kind === "form" && view.status.kind === "waiting" && (
            <ScriptForm key={place} view={view} onFill={step} />
          )}
          <ScriptWays view={view} onWay={go} />
        </ScrollPane>
        <footer className={css.foot}>
          {view.crumbs.length > 0 && (
            <Button
              variant="subtle"
              size="sm"
              leftSection={<IconChevronLeft size={16} stroke={1.5} aria-hidden="true" />}
              rightSection={<Keys>⌫</Keys>}
              aria-keyshortcuts="Backspace"
              onClick={() => void step({ kind: "back" })}
            >
              {t("script.back")}
            </Button>
          )}
          {view.status.kind === "ended" && (
            <Button variant="subtle" size="sm" onClick={() => void begin(view.scriptId)}>
              {t("script.beginAgain")}
            </Button>
          )}
        </footer>
      </div>
      {view.objections.length > 0 && (
        <ScriptObjections objections={view.objections} isOpen={hasObjections} onOpen={setHasObjections} onStep={step} />
      )}
      {opened === "blocks" && (
        <BlockChoiceDialog
          view={view}
          onJump={(to) => {
            setOpened(null);
            void step({ kind: "jump", to });
          }}
          onClose={() => setOpened(null)}
        />
      )}
      {opened === "scripts" && (
        <ScriptChoiceDialog
          choices={choices}
          isInstead
          onChoose={(scriptId) => {
            setOpened(null);
            void begin(scriptId);
          }}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}
