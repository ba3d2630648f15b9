import { useEffect, useEffectEvent } from "react";

/** Ctrl+F, by its place on the keyboard: in the window while no dialog is open, or in the dialog that is. */
export function useSearchKey(where: "window" | "dialog", onOpen: () => void): void {
  const open = useEffectEvent(onOpen);
  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.shiftKey || event.altKey || event.metaKey || event.code !== "KeyF") return;
      const isInDialog = document.querySelector("[role=dialog][aria-modal=true]") !== null;
      if (event.defaultPrevented || isInDialog !== (where === "dialog")) return;
      event.preventDefault();
      open();
      // Open already: what was typed is typed over.
      const field = document.querySelector<HTMLInputElement>("[data-thread-search] input");
      field?.focus();
      field?.select();
    };
    window.addEventListener("keydown", handleKey);
    return () => window.removeEventListener("keydown", handleKey);
  }, [where]);
}
