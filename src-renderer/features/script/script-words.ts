import type { FieldRefusal } from "../../../src-shared/domain/scripts/form-values.ts";
import type { ScriptModel } from "../../../src-shared/domain/scripts/script.ts";
import type { StuckReason } from "../../../src-shared/domain/scripts/script-run.ts";

/** What the models are called. */
export const MODEL_WORDS = {
  standard: "script.models.standard",
  "block-scheme": "script.models.block-scheme",
  hybrid: "script.models.hybrid",
} as const satisfies Record<ScriptModel, string>;

/** Why a script cannot go on, and what to do. */
export const STUCK_WORDS = {
  "no-way": "script.stuck.no-way",
  "unknown-block": "script.stuck.unknown-block",
  "unknown-script": "script.stuck.unknown-script",
  "goes-round": "script.stuck.goes-round",
  "too-deep": "script.stuck.too-deep",
} as const satisfies Record<StuckReason, string>;

/** What is wrong with what was written into a field. */
export const FIELD_WORDS = {
  required: "script.field.required",
  "too-long": "script.field.too-long",
  "not-a-number": "script.field.not-a-number",
  "too-small": "script.field.too-small",
  "too-large": "script.field.too-large",
  "not-a-date": "script.field.not-a-date",
  "not-a-time": "script.field.not-a-time",
  "not-a-phone": "script.field.not-a-phone",
  "not-an-email": "script.field.not-an-email",
  "not-an-option": "script.field.not-an-option",
} as const satisfies Record<FieldRefusal, string>;
