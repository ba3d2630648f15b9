"use strict";
// Required into the main process (`electron -r`) of the app under test and of the bare one alike: prints, once and as
// epoch ms, when the window first shows what $BENCH_SELECTOR names, after the paint.
const { app } = require("electron");

const selector = process.env.BENCH_SELECTOR;
delete process.env.BENCH_SELECTOR;

const whenDrawn = (wanted) =>
  new Promise((resolve) => {
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true, attributes: true });
    look();
    function look() {
      if (document.querySelector(wanted) === null) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(null);
      });
    }
  });

app.on("web-contents-created", (_event, contents) => {
  contents.on("dom-ready", () => {
    if (contents.getURL().includes("/media/")) return;
    contents
      .executeJavaScript(`(${whenDrawn})(${JSON.stringify(selector)})`)
      .then((atMs) => process.stdout.write(`bench: drawn ${atMs}\n`))
      .catch((error) => process.stdout.write(`bench: not drawn ${error.message}\n`));
  });
});
