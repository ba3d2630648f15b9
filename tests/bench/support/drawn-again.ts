import type { ElectronApplication } from "playwright-core";
import { inTime } from "./in-time.ts";

type Wanted = {
  /** A part of the window's address. */
  readonly part: string;
  /** What the window shows when it is as it was. */
  readonly selector: string;
  readonly by: "reload" | "kill";
};

/**
 * Reloads a window, or kills its renderer, and gives the ms until it shows again what it showed. All from the main
 * process: a page of Playwright does not outlive its renderer.
 */
export async function drawnAgainMs(app: Pick<ElectronApplication, "evaluate">, wanted: Wanted): Promise<number> {
  return inTime("the window being drawn again", app.evaluate(reopen, wanted));
}

async function reopen(
  { webContents }: typeof Electron.CrossProcessExports,
  { part, selector, by }: Wanted,
): Promise<number> {
  const contents = webContents.getAllWebContents().find((each) => each.getURL().includes(part));
  if (!contents) throw new Error(`no window of ${part}`);
  const whenDrawn = `new Promise((resolve) => {
    const observer = new MutationObserver(() => look());
    const look = () => {
      if (document.querySelector(${JSON.stringify(selector)}) === null) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(null);
      });
    };
    observer.observe(document, { childList: true, subtree: true, attributes: true });
    look();
  })`;
  const isBack = new Promise<number>((resolve, reject) => {
    contents.once("dom-ready", () => {
      contents.executeJavaScript(whenDrawn).then(resolve, reject);
    });
  });
  const startedAtMs = performance.timeOrigin + performance.now();
  if (by === "reload") contents.reload();
  else process.kill(contents.getOSProcessId(), "SIGKILL");
  return (await isBack) - startedAtMs;
}
