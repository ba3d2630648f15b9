import { Suspense } from "react";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { later } from "../../lib/later.tsx";
import { useShellStore } from "../shell-store.ts";

const CommandPalette = later(async () => (await import("./command-palette.tsx")).CommandPalette);

/** The commands, while they are open; the window begins without them. */
export function PaletteGate({ call }: { call: CallView | null }) {
  const isOpen = useShellStore((shell) => shell.isPaletteOpen);
  return (
    isOpen && (
      <Suspense>
        <CommandPalette call={call} />
      </Suspense>
    )
  );
}
