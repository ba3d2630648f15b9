// Runs in the page whose screen is watched, the app's as well as the bare one: when a card comes, and when it is clicked.

/** Epoch ms: of the paint after the card came, and of the click's own time. */
type ScreenNotes = { shown: number | null; clicked: number | null };

declare global {
  interface Window {
    benchScreen: {
      forget(): void;
      when(what: keyof ScreenNotes): Promise<number>;
      /** Until nothing has changed in the page for that long. */
      calm(ms: number): Promise<void>;
    };
  }
}

/** Self-contained: a page gets its text. */
export function watchScreen(selector: string): void {
  const notes: ScreenNotes = { shown: null, clicked: null };
  let isThere = false;
  let tell = () => {};
  const note = (what: keyof ScreenNotes, atMs: number) => {
    notes[what] ??= atMs;
    tell();
  };
  const noteDrawn = () => {
    const { port1, port2 } = new MessageChannel();
    // A message sent from a frame's callback is handled after that frame is drawn.
    port1.onmessage = () => note("shown", performance.timeOrigin + performance.now());
    port2.postMessage(null);
  };
  const look = () => {
    const isNow = document.querySelector(selector) !== null;
    if (isNow && !isThere) requestAnimationFrame(noteDrawn);
    isThere = isNow;
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  document.addEventListener("click", (event) => note("clicked", performance.timeOrigin + event.timeStamp), true);
  window.benchScreen = {
    forget() {
      notes.shown = null;
      notes.clicked = null;
    },
    calm: (ms) =>
      new Promise((resolve) => {
        const end = () => {
          observer.disconnect();
          resolve();
        };
        let timer = setTimeout(end, ms);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(end, ms);
        });
        observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
      }),
    when: (what) =>
      new Promise((resolve) => {
        tell = () => {
          const atMs = notes[what];
          if (atMs !== null) resolve(atMs);
        };
        tell();
      }),
  };
}
