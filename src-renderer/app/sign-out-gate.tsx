import { Suspense } from "react";
import { later } from "../lib/later.tsx";
import { setSignOutOpen, useShellStore } from "./shell-store.ts";

const EndDialog = later(async () => (await import("../features/sign-in/parts/end-dialog.tsx")).EndDialog);

/** Asks before this desktop is signed out. */
export function SignOutGate() {
  const isOpen = useShellStore((shell) => shell.isSignOutOpen);
  return (
    isOpen && (
      <Suspense>
        <EndDialog isEverywhere={false} onClose={() => setSignOutOpen(false)} />
      </Suspense>
    )
  );
}
