import type { Migration } from "./migration-runner.ts";
import { createOutbox } from "./outbox-migrations/0010-create-outbox.ts";
import { createPreferences } from "./outbox-migrations/0020-create-preferences.ts";
import { addLogin } from "./outbox-migrations/0030-add-login.ts";

export const OUTBOX_MIGRATIONS: readonly Migration[] = [createOutbox, createPreferences, addLogin];
