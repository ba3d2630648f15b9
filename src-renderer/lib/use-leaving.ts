import { type RefObject, useEffect, useRef } from "react";

/**
 * Closes a panel when something beside it is clicked or gets the focus. What it gives back closes it and returns the
 * focus to where it was before the panel took it.
 */
export function useLeaving(panel: RefObject<HTMLElement | null>, onClose: () => void): () => void {
  // Read while the panel is drawn for the first time: its field has not taken the focus yet.
  const before = useRef<Element | null>(null);
  before.current ??= document.activeElement;
  useEffect(() => {
    const handleElsewhere = ({ target }: Event) => {
      if (target instanceof Node && !panel.current?.contains(target)) onClose();
    };
    document.addEventListener("pointerdown", handleElsewhere, true);
    document.addEventListener("focusin", handleElsewhere);
    return () => {
      document.removeEventListener("pointerdown", handleElsewhere, true);
      document.removeEventListener("focusin", handleElsewhere);
    };
  }, [panel, onClose]);
  return () => {
    onClose();
    if (before.current instanceof HTMLElement) before.current.focus();
  };
}
