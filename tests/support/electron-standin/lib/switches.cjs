"use strict";
// Which command-line switches reach Chromium. From argv only known ones: an app's own `--screenshot` is also a switch of
// headless Chromium and would end it.

const FROM_ARGV = new Set([
  "accept-lang",
  "allow-loopback-in-peer-connection",
  "alsa-input-device",
  "alsa-output-device",
  "autoplay-policy",
  "disable-audio-output",
  "disable-dev-shm-usage",
  "disable-features",
  "disable-gpu",
  "disable-webrtc-encryption",
  "enable-features",
  "enable-logging",
  "force-color-profile",
  "force-device-scale-factor",
  "force-high-contrast",
  "force-prefers-reduced-motion",
  "force-webrtc-ip-handling-policy",
  "ignore-certificate-errors",
  "js-flags",
  "lang",
  "mute-audio",
  "ozone-platform",
  "use-angle",
  "use-fake-device-for-media-stream",
  "use-file-for-fake-audio-capture",
  "use-file-for-fake-video-capture",
  "v",
  "vmodule",
]);

// Run by the stand-in itself. The fake UI would grant the microphone to every window: permissions go by the app's handlers.
const NEVER = new Set([
  "headless",
  "remote-debugging-port",
  "remote-debugging-pipe",
  "screenshot",
  "type",
  "use-fake-ui-for-media-stream",
  "user-data-dir",
]);

// A later occurrence replaces an earlier one in Chromium, so lists are joined.
const LISTS = new Set(["disable-features", "enable-features", "disable-blink-features", "enable-blink-features"]);

function parseSwitch(argument) {
  const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
  return match ? [match[1], match[2] ?? ""] : null;
}

class CommandLine {
  constructor(argv) {
    this.fromArgv = new Map();
    this.appended = new Map();
    for (const argument of argv) {
      const parsed = parseSwitch(argument);
      if (parsed) this.fromArgv.set(...parsed);
    }
  }

  appendSwitch(name, value = "") {
    const before = this.appended.get(name);
    this.appended.set(name, before && LISTS.has(name) ? `${before},${value}` : String(value));
  }

  appendArgument(argument) {
    const parsed = parseSwitch(argument);
    if (parsed) this.appendSwitch(...parsed);
  }

  hasSwitch(name) {
    return this.appended.has(name) || this.fromArgv.has(name);
  }

  getSwitchValue(name) {
    return this.appended.get(name) ?? this.fromArgv.get(name) ?? "";
  }

  removeSwitch(name) {
    this.appended.delete(name);
    this.fromArgv.delete(name);
  }

  /** Arguments for Chromium; `own` are the stand-in's, joined or replaced by the app's. */
  _forChromium(own) {
    const merged = new Map(own);
    const add = (name, value) => {
      const before = merged.get(name);
      merged.set(name, before && value && LISTS.has(name) ? `${before},${value}` : value);
    };
    for (const [name, value] of this.fromArgv) if (FROM_ARGV.has(name)) add(name, value);
    for (const [name, value] of this.appended) if (!NEVER.has(name)) add(name, value);
    return [...merged].map(([name, value]) => (value === "" ? `--${name}` : `--${name}=${value}`));
  }
}

module.exports = { CommandLine };
