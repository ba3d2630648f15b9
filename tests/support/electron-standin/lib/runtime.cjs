"use strict";
// The one place with state that every emulated module sees: the app that runs, the browser, windows, recorded calls.

const runtime = {
  /** Filled by boot.cjs: where the app lies, its package.json, the real Node and the stand-in's executable. */
  app: {
    root: process.cwd(),
    manifest: {},
    isPackaged: false,
    nodePath: process.execPath,
    executable: process.execPath,
  },
  /** CDP connection to Chromium, once it runs. */
  browser: null,
  isReady: false,
  /** Set by browser-window.cjs: what a page's allowed window.open makes. */
  createWindow: null,
  windows: new Map(),
  contents: new Map(),
  focused: null,
  calls: [],
};

/** Keeps a call whose effect the stand-in cannot show, so that a test can ask for it. */
function record(api, ...args) {
  runtime.calls.push({ api, args, atMs: Date.now() });
}

/** For commands to a target that may be gone by now: CDP refusals are expected, anything else is a fault. */
async function tolerateGone(promise) {
  try {
    return await promise;
  } catch (error) {
    if (!error.isCdp) throw error;
    return undefined;
  }
}

/** A fault of the stand-in itself or of a listener of the app: said on stderr, as Electron does. */
function reportFault(error) {
  if (!error?.isCdp) console.error(error);
}

module.exports = { record, reportFault, runtime, tolerateGone };
