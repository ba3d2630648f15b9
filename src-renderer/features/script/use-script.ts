import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { StepInput } from "../../../src-shared/domain/scripts/script-run.ts";
import type { InteractionId, ScriptId } from "../../../src-shared/ids.ts";
import type { ScriptChoice, ScriptView } from "../../../src-shared/ipc/scripts.ts";
import { type Answer, ask } from "../../lib/ask.ts";
import { bridge } from "../../lib/bridge.ts";
import { useCommand } from "../../lib/use-command.ts";

export type KnownScript = {
  /** `loading`: it is not known yet whether there is one. */
  readonly state: "loading" | "ready" | "failed";
  readonly view: ScriptView | null;
  /** What may be begun here. */
  readonly choices: readonly ScriptChoice[];
};

export type OwnScript = KnownScript & {
  readonly step: (input: StepInput) => Promise<Answer<"scripts.step"> | null>;
  readonly begin: (scriptId: ScriptId) => Promise<boolean>;
};

const LOADING: KnownScript = { state: "loading", view: null, choices: [] };

/** The script of a contact, kept fresh; null: what is shown is no contact. */
export function useScript(interactionId: InteractionId | null): OwnScript {
  const [known, setKnown] = useState<KnownScript & { readonly of: InteractionId | null }>({ ...LOADING, of: null });
  const command = useCommand();
  const last = useRef(0);
  /** What the next step is made from, also before it is drawn; and one step after another. */
  const shownNow = useRef<ScriptView | null>(null);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => {
    if (interactionId === null) return;
    const read = async () => {
      last.current += 1;
      const own = last.current;
      const [opened, listed] = await Promise.all([
        ask("scripts.open", { interactionId }),
        ask("scripts.list", { interactionId }),
      ]);
      if (own !== last.current) return;
      const choices = listed.ok ? listed.value.scripts : [];
      const view = opened.ok ? opened.value.view : null;
      setKnown({ of: interactionId, state: opened.ok ? "ready" : "failed", view, choices });
    };
    void read();
    const unsubscribe = bridge().on("scripts.changed", (changed) => {
      if (changed.interactionId === null || changed.interactionId === interactionId) void read();
    });
    return () => {
      last.current += 1;
      unsubscribe();
    };
  }, [interactionId]);

  const show = useCallback((view: ScriptView) => {
    // What was read before the step is older than its answer.
    last.current += 1;
    shownNow.current = view;
    setKnown((before) => ({ ...before, of: view.interactionId, state: "ready", view }));
  }, []);

  const shown: KnownScript = known.of === interactionId && interactionId !== null ? known : LOADING;
  const { view } = shown;

  useLayoutEffect(() => {
    shownNow.current = view;
  }, [view]);

  const step = useCallback(
    (input: StepInput) => {
      // As it was in sight when the key was pressed.
      const pressedAt = view?.at;
      const made = turn.current.then(async () => {
        const now = shownNow.current;
        // Meant for a block that is left already: a key pressed twice is one step.
        if (!now || (moves(input) && !isSamePlace(now.at, pressedAt))) return null;
        const { interactionId: of, runId, steps } = now;
        const asked = { interactionId: of, runId, steps, step: input };
        // What a form refuses is said beside its fields.
        const answer = input.kind === "fill" ? await ask("scripts.step", asked) : await command("scripts.step", asked);
        if (answer.ok) show(answer.value.view);
        return answer;
      });
      turn.current = made;
      return made;
    },
    [view, command, show],
  );

  const begin = useCallback(
    async (scriptId: ScriptId) => {
      if (interactionId === null) return false;
      const answer = await command("scripts.begin", { interactionId, scriptId });
      if (answer.ok) show(answer.value.view);
      return answer.ok;
    },
    [interactionId, command, show],
  );

  return { ...shown, step, begin };
}

/** Whether a step leaves its block. */
function moves({ kind }: StepInput): boolean {
  return kind !== "tick" && kind !== "know" && kind !== "objection";
}

function isSamePlace(one: ScriptView["at"], other: ScriptView["at"] | undefined): boolean {
  return one.scriptId === other?.scriptId && one.blockId === other.blockId;
}
