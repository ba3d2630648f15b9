import { BrowserWindow } from "electron";
import type { Preferences } from "../../src-shared/ipc/workplace.ts";
import type { Log } from "../core/ports/log.ts";
import { PROBLEM_URL } from "./addresses.ts";
import { GUARDED_PAGE } from "./page-guard.ts";
import { PROBLEM_LINKS, type Problem, problemPage } from "./problem-page.ts";

export type ProblemWindow = {
  /** Says in a window of its own why the app cannot open its data. The first problem stays; later ones only go to the log. */
  show(problem: Problem): void;
  isShown(): boolean;
  /** What the scheme handler serves at `PROBLEM_URL`. */
  readonly page: (nonce: string) => string;
};

export function createProblemWindow(parts: {
  readonly locale: () => Preferences["locale"];
  readonly openFolder: (file: string) => void;
  readonly quit: () => void;
  readonly log: Log;
}): ProblemWindow {
  const { locale, openFolder, quit, log } = parts;
  let shown: Problem | null = null;

  function show(problem: Problem): void {
    log.error({ code: problem.code, detail: problem.detail }, "data cannot be opened");
    if (shown !== null) return;
    shown = problem;
    const window = new BrowserWindow({
      width: 680,
      height: 720,
      title: "Tandem",
      autoHideMenuBar: true,
      webPreferences: { ...GUARDED_PAGE },
    });
    // The page has no script: a link is its way to ask. The navigation lock refuses it at the first of the two events,
    // and Electron does not ask at the second then, so each click comes here once.
    const act = ({ url }: { readonly url: string }) => {
      if (url === linkOf(PROBLEM_LINKS.openFolder)) openFolder(problem.file);
      if (url === linkOf(PROBLEM_LINKS.quit)) quit();
    };
    window.webContents.on("will-frame-navigate", act);
    window.webContents.on("will-navigate", act);
    window.on("closed", quit);
    window.loadURL(PROBLEM_URL).catch((error: unknown) => {
      log.error({ error }, "problem page did not load");
      quit();
    });
  }

  return {
    show,
    isShown: () => shown !== null,
    page: (nonce) => (shown === null ? "" : problemPage(shown, locale(), nonce)),
  };
}

function linkOf(name: string): string {
  return PROBLEM_URL.slice(0, PROBLEM_URL.lastIndexOf("/") + 1) + name;
}
