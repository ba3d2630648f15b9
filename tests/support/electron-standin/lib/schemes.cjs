"use strict";
// Stock Chromium knows no app://, so a privileged custom scheme is carried as an https origin:
// app://tandem/x is https://tandem.app.electron-standin.invalid/x for the page, and app:// again for the main process.

const SUFFIX = ".electron-standin.invalid";
const CARRIED = /^https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.electron-standin\.invalid(.*)$/s;
const CUSTOM = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is;
const privileges = new Map();

function registerPrivilegedScheme(scheme, given = {}) {
  privileges.set(scheme, given);
}

function isPrivilegedScheme(scheme) {
  return privileges.has(scheme);
}

/** The URL Chromium is asked to open. */
function toCarried(url) {
  const match = CUSTOM.exec(url);
  const scheme = match?.[1].toLowerCase();
  if (!match || !privileges.has(scheme)) return url;
  return `https://${match[2] || "_"}.${scheme}${SUFFIX}${match[3] || "/"}`;
}

/** The URL the app sees. */
function fromCarried(url) {
  const match = CARRIED.exec(url ?? "");
  if (!match) return url;
  return `${match[2]}://${match[1] === "_" ? "" : match[1]}${match[3]}`;
}

/** `scheme://host`, as Electron writes the origin of a custom standard scheme. */
function originOf(url) {
  if (!URL.canParse(url)) return "null";
  const { protocol, host } = new URL(url);
  return host ? `${protocol}//${host}` : "null";
}

module.exports = { fromCarried, isPrivilegedScheme, originOf, registerPrivilegedScheme, toCarried };
