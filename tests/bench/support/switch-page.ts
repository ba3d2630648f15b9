/** Self-contained: a page gets its text. Clicks a conversation; ms until its last message is painted. */
export function switchTo({ index, last }: { readonly index: number; readonly last: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const row = document.querySelectorAll<HTMLElement>("button[data-conversation]")[index];
    if (!row) throw new Error(`no conversation ${index}`);
    const timer = setTimeout(
      () =>
        reject(
          new Error(`"${last}" was not shown, but: ${document.querySelector("[role=log]")?.textContent?.slice(-200)}`),
        ),
      10_000,
    );
    const startedAtMs = performance.now();
    let isSeen = false;
    const look = () => {
      const shown = document.querySelector("[role=log] li:last-child")?.textContent ?? "";
      if (isSeen || !new RegExp(`${last}(?!\\d)`).test(shown.replace(/\d\d:\d\d.*$/, ""))) return;
      isSeen = true;
      observer.disconnect();
      clearTimeout(timer);
      requestAnimationFrame(() => {
        // A message sent from a frame's callback is handled after that frame is drawn.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - startedAtMs);
        port2.postMessage(null);
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true, characterData: true });
    row.click();
    look();
  });
}
