import { Suspense } from "react";
import { later } from "../lib/later.tsx";
import { setTourOpen, useShellStore } from "./shell-store.ts";

const Tour = later(async () => (await import("../features/tour/tour-view.tsx")).Tour);

/** Shows the operator around, once they asked for it. */
export function TourGate() {
  const isOpen = useShellStore((shell) => shell.isTourOpen);
  return (
    isOpen && (
      <Suspense>
        <Tour onClose={() => setTourOpen(false)} />
      </Suspense>
    )
  );
}
