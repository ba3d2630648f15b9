"use strict";
// Electron asks the app's handlers at each request of a page; CDP cannot see requests. So they are asked when a document
// is opened, for this window and origin. A grant is installed in Chromium for the origin; a refusal reaches the one
// document by a Permissions-Policy header, so that two windows of one origin may differ, as in Electron.
const { record, runtime, tolerateGone } = require("./runtime.cjs");
const { fromCarried, originOf, toCarried } = require("./schemes.cjs");

/** Electron's name (with its details), Chromium's name for a grant, and the policy feature that refuses. */
const PERMISSIONS = [
  { name: "media", mediaType: "audio", chromium: "microphone", feature: "microphone" },
  { name: "media", mediaType: "video", chromium: "camera", feature: "camera" },
  { name: "notifications", chromium: "notifications" },
  { name: "geolocation", chromium: "geolocation", feature: "geolocation" },
  { name: "midi", chromium: "midi", feature: "midi" },
  { name: "clipboard-read", chromium: "clipboard-read", feature: "clipboard-read" },
  { name: "clipboard-sanitized-write", chromium: "clipboard-write", feature: "clipboard-write" },
  { name: "idle-detection", chromium: "idle-detection", feature: "idle-detection" },
  { name: "window-management", chromium: "window-management", feature: "window-management" },
  { name: "speaker-selection", feature: "speaker-selection" },
];

// Device choosers and screen capture need the user interface of real Electron: always refused.
const ALWAYS_REFUSED = ["hid", "serial", "usb", "bluetooth", "display-capture"];

function ask(session, contents, permission, url) {
  const origin = originOf(url);
  const mediaType = permission.mediaType;
  const common = { requestingUrl: url, isMainFrame: true, securityOrigin: `${origin}/` };
  const checked = session._checkHandler?.(contents, permission.name, origin, { ...common, mediaType });
  if (checked === false) return false;
  if (!session._requestHandler) return true;
  return new Promise((resolve) => {
    const details = mediaType ? { ...common, mediaTypes: [mediaType] } : common;
    session._requestHandler(contents, permission.name, (isGranted) => resolve(Boolean(isGranted)), details);
  });
}

function setInChromium(session, origin, permission, isGranted) {
  return tolerateGone(
    runtime.browser.root.send("Browser.setPermission", {
      permission: { name: permission.chromium },
      setting: isGranted ? "granted" : "denied",
      origin,
      browserContextId: session._contextId,
    }),
  );
}

/** Asks the handlers for a document about to be opened; the answer is the policy header that holds the refusals. */
async function applyPermissions(contents, url) {
  const origin = originOf(toCarried(url));
  if (origin === "null") return "";
  const { session } = contents;
  const refused = [...ALWAYS_REFUSED];
  const installed = [];
  for (const permission of PERMISSIONS) {
    const isGranted = await ask(session, contents, permission, fromCarried(url));
    record("permission", contents.id, permission.mediaType ?? permission.name, isGranted);
    if (!isGranted && permission.feature) refused.push(permission.feature);
    if (!permission.chromium) continue;
    const key = `${origin} ${permission.chromium}`;
    // Another window of this origin may hold the grant: the header refuses for this one.
    if (session._grants.has(key) && !isGranted && permission.feature) continue;
    if (isGranted) session._grants.add(key);
    else session._grants.delete(key);
    installed.push(setInChromium(session, origin, permission, isGranted));
  }
  await Promise.all(installed);
  return refused.map((feature) => `${feature}=()`).join(", ");
}

module.exports = { applyPermissions };
