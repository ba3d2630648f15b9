import type { WebPreferences } from "electron";

/**
 * How the page of every window runs (SECURITY.md of the stand-in, rule 1): in a sandbox, in a world of its own, without
 * Node; its timers go on while nobody sees it, because a call does (pains.md 3).
 */
export const GUARDED_PAGE = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
  backgroundThrottling: false,
} as const satisfies WebPreferences;
