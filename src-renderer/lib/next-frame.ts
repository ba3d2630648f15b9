/** How long a window that draws no frames (hidden, minimised) is waited for. */
const UNDRAWN_MS = 100;

/**
 * Calls `act` once, at the beginning of the frame after the one that is now being prepared: what it draws shares no frame
 * with what was there before. Returns what calls it off.
 */
export function inNextFrame(act: () => void): () => void {
  const timer = setTimeout(once, UNDRAWN_MS);
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(once);
  });
  function once(): void {
    cancel();
    act();
  }
  function cancel(): void {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  }
  return cancel;
}
