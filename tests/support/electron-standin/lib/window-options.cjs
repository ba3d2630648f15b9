"use strict";
// Options the stand-in honours, or may ignore because nothing of them can be seen or tested here. All others throw.
const path = require("node:path");
const { checkOptions, notImplemented } = require("./strict.cjs");

const OPTIONS = new Set([
  "width",
  "height",
  "x",
  "y",
  "minWidth",
  "minHeight",
  "maxWidth",
  "maxHeight",
  "useContentSize",
  "center",
  "show",
  "title",
  "icon",
  "frame",
  "titleBarStyle",
  "titleBarOverlay",
  "autoHideMenuBar",
  "backgroundColor",
  "resizable",
  "movable",
  "minimizable",
  "maximizable",
  "closable",
  "focusable",
  "skipTaskbar",
  "alwaysOnTop",
  "fullscreenable",
  "thickFrame",
  "hasShadow",
  "roundedCorners",
  "darkTheme",
  "paintWhenInitiallyHidden",
  "webPreferences",
  "acceptFirstMouse",
  "type",
]);
const PREFERENCES = new Set([
  "preload",
  "session",
  "partition",
  "sandbox",
  "contextIsolation",
  "webSecurity",
  "devTools",
  "backgroundThrottling",
  "autoplayPolicy",
  "spellcheck",
  "additionalArguments",
  "navigateOnDragDrop",
  "safeDialogs",
  "images",
  "javascript",
  "webgl",
  "enableWebSQL",
  "v8CacheOptions",
  "disableDialogs",
  "defaultEncoding",
]);

function checkPreferences(preferences) {
  checkOptions("webPreferences", preferences, PREFERENCES);
  const isWeak = ["sandbox", "contextIsolation", "webSecurity", "javascript"].find(
    (name) => preferences[name] === false,
  );
  if (isWeak) throw notImplemented(`webPreferences.${isWeak}: false`);
  if ((preferences.autoplayPolicy ?? "no-user-gesture-required") !== "no-user-gesture-required") {
    throw notImplemented(`webPreferences.autoplayPolicy: ${preferences.autoplayPolicy}`);
  }
  if (preferences.preload && !path.isAbsolute(preferences.preload)) {
    throw new Error(`preload script must have absolute path: ${preferences.preload}`);
  }
}

/** Throws on what the stand-in cannot do, and on what Electron itself refuses. */
function checkWindowOptions(options) {
  checkOptions("BrowserWindow options", options, OPTIONS);
  checkPreferences(options.webPreferences ?? {});
}

module.exports = { checkWindowOptions };
