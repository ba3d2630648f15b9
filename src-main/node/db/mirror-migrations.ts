import type { Migration } from "./migration-runner.ts";
import { createEvents } from "./mirror-migrations/0010-create-events.ts";
import { createProjections } from "./mirror-migrations/0020-create-projections.ts";
import { createCallQuality } from "./mirror-migrations/0400-create-call-quality.ts";
import { oneFormOfNumbers } from "./mirror-migrations/0500-one-form-of-numbers.ts";
import { indexTalks } from "./mirror-migrations/0700-index-talks.ts";
import { createCallLog } from "./mirror-migrations/0900-create-call-log.ts";
import { addWrapUps } from "./mirror-migrations/1700-add-wrap-ups.ts";
import { createSearch } from "./mirror-migrations/2300-create-search.ts";
import { addOutcomes } from "./mirror-migrations/2500-add-outcomes.ts";
import { projectTexts } from "./mirror-migrations/2510-project-texts.ts";
import { addQuickReplies } from "./mirror-migrations/2700-add-quick-replies.ts";
import { listTexts } from "./mirror-migrations/3000-list-texts.ts";
import { addScripts } from "./mirror-migrations/4000-add-scripts.ts";

export const MIRROR_MIGRATIONS: readonly Migration[] = [
  createEvents,
  createProjections,
  createCallQuality,
  oneFormOfNumbers,
  indexTalks,
  createCallLog,
  addWrapUps,
  createSearch,
  addOutcomes,
  projectTexts,
  addQuickReplies,
  listTexts,
  addScripts,
];
