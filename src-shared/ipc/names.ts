import type { WorkplaceContract } from "./workplace.ts";

// Written out because the sandboxed preload may hold no zod; a name that is missing or too many does not compile.

/** Requests the operator's window may make; total by type. */
export const WORKPLACE_REQUEST_NAMES: Readonly<Record<keyof WorkplaceContract["requests"], true>> = {
  "workplace.get": true,
  "preferences.set": true,
  "sound.set": true,
  "sound.watch-microphone": true,
  "sound.play-test": true,
  "accounts.try": true,
  "accounts.save": true,
  "accounts.sign-out": true,
  "accounts.choose-line": true,
  "operator.set-status": true,
  "operator.take-over": true,
  "calls.dial": true,
  "calls.answer": true,
  "calls.reject": true,
  "calls.hang-up": true,
  "calls.set-muted": true,
  "calls.set-held": true,
  "calls.send-dtmf": true,
  "calls.transfer": true,
  "calls.consult": true,
  "calls.complete-transfer": true,
  "calls.take-back": true,
  "calls.conference": true,
  "history.list": true,
  "history.see-missed": true,
  "operator.set-auto-answer": true,
  "training.call-me": true,
  "hotkeys.get": true,
  "hotkeys.set": true,
  "links.take": true,
  "report.save": true,
  "preflight.start": true,
  "preflight.play-notes": true,
  "preflight.say-heard": true,
  "window.painted": true,
  "log.write": true,
};

/** Events the operator's window may listen to; total by type. */
export const WORKPLACE_EVENT_NAMES: Readonly<Record<keyof WorkplaceContract["events"], true>> = {
  "workplace.changed": true,
  "calls.measured": true,
  "calls.levelled": true,
  "calls.troubled": true,
  "links.opened": true,
  "calls.transferred": true,
  "history.changed": true,
  "operator.reminded": true,
  "sound.levelled": true,
  "sound.switched": true,
};
