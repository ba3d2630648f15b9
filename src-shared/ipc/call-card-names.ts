import type { CallCardContract } from "./call-card.ts";

// Written out as in names.ts: a sandboxed preload holds no zod.

/** Requests the call card may make; total by type. */
export const CALL_CARD_REQUEST_NAMES: Readonly<Record<keyof CallCardContract["requests"], true>> = {
  "card.get": true,
  "card.drawn": true,
  "card.answer": true,
  "card.reject": true,
  "card.hang-up": true,
  "card.set-muted": true,
  "card.set-held": true,
  "card.hide": true,
  "card.grab": true,
  "card.drag": true,
  "card.drop": true,
  "card.open-window": true,
};

/** Events the call card may listen to; total by type. */
export const CALL_CARD_EVENT_NAMES: Readonly<Record<keyof CallCardContract["events"], true>> = { "card.changed": true };
