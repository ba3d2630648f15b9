import { useEffect, useState } from "react";
import type { Chord, HotkeyAction, HotkeyView } from "../../../src-shared/domain/global-hotkeys.ts";
import { ask } from "../../lib/ask.ts";
import { useCommand } from "../../lib/use-command.ts";

type GlobalKeys = {
  readonly keys: readonly HotkeyView[];
  choose(action: HotkeyAction, chord: Chord | null): Promise<void>;
  reset(): Promise<void>;
};

/** The keys that work in any program, as main holds them. */
export function useGlobalKeys(): GlobalKeys {
  const command = useCommand();
  const [keys, setKeys] = useState<readonly HotkeyView[]>([]);
  useEffect(() => {
    void ask("hotkeys.get", {}).then((answer) => {
      if (answer.ok) setKeys(answer.value.keys);
    });
  }, []);
  return {
    keys,
    async choose(action, chord) {
      const answer = await command("hotkeys.set", { action, chord });
      if (answer.ok) setKeys(answer.value.keys);
    },
    async reset() {
      const answer = await command("hotkeys.reset", {});
      if (answer.ok) setKeys(answer.value.keys);
    },
  };
}
