import { useLayoutEffect, useRef } from "react";
import { isTextField } from "../../lib/hotkeys.ts";
import { type ScriptKey, scriptKey } from "./script-model.ts";

/** The keys of a script, while it is in sight and no dialog is before it. */
export function useScriptKeys(onKey: (key: ScriptKey) => boolean): void {
  const handler = useRef(onKey);
  // Before it is painted: a key pressed at what is in sight is about that.
  useLayoutEffect(() => {
    handler.current = onKey;
  });
  useLayoutEffect(() => {
    const handleKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat) return;
      if (document.querySelector("[role=dialog][aria-modal=true]") !== null) return;
      const key = scriptKey(event, isTextField(event.target));
      if (key && handler.current(key)) event.preventDefault();
    };
    window.addEventListener("keydown", handleKeyDown);
    return () => window.removeEventListener("keydown", handleKeyDown);
  }, []);
}
