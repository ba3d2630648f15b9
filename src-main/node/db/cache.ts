import { join } from "node:path";
import type { Preferences } from "../../../src-shared/ipc/workplace.ts";
import type { DraftStore } from "../../core/ports/draft-store.ts";
import type { Log } from "../../core/ports/log.ts";
import type { NetworkStore } from "../../core/ports/network.ts";
import type { OperatorNotesStore } from "../../core/ports/operator-notes.ts";
import type { OwnFileStore } from "../../core/ports/own-file-store.ts";
import type { RefusedMessageStore } from "../../core/ports/refused-message-store.ts";
import type { SearchStore } from "../../core/ports/search-store.ts";
import type {
  AccountStore,
  HeadsetStore,
  HotkeyStore,
  MirrorStore,
  OutboxStore,
  PreferenceStore,
  SoundStore,
  WelcomeStore,
} from "../../core/ports/store.ts";
import type { PreflightStore } from "../../core/preflight/preflight-check.ts";
import { writeAccess } from "./access.ts";
import { createAccountStore } from "./account-store.ts";
import { createDraftStore } from "./draft-store.ts";
import type { DatabaseKey } from "./encrypted-file.ts";
import { createHeadsetStore } from "./headset-store.ts";
import { createHotkeyStore } from "./hotkey-store.ts";
import { MirrorDatabase } from "./mirror-database.ts";
import { createMirrorStore, createWelcomeStore } from "./mirror-store.ts";
import { createNetworkStore } from "./network-store.ts";
import { type OpenRefusal, openDatabase } from "./open-database.ts";
import { createOperatorNotesStore } from "./operator-notes-store.ts";
import { OUTBOX_MIGRATIONS } from "./outbox-migrations.ts";
import { createOutboxStore } from "./outbox-store.ts";
import { createOwnFileStore } from "./own-file-store.ts";
import { createPreferenceStore } from "./preference-store.ts";
import { createPreflightStore } from "./preflight-store.ts";
import { createRefusedMessageStore } from "./refused-message-store.ts";
import { createSearchStore } from "./search/search-reader.ts";
import { createSoundStore } from "./sound-store.ts";

export type CacheOptions = {
  readonly directory: string;
  readonly key: DatabaseKey;
  readonly log: Log;
  /** Settings before the operator chose any. */
  readonly defaults: Preferences;
};

/** The desktop's encrypted cache, open. */
export type Cache = {
  readonly mirror: MirrorStore;
  readonly search: SearchStore;
  readonly welcome: WelcomeStore;
  readonly outbox: OutboxStore;
  readonly preferences: PreferenceStore;
  readonly sound: SoundStore;
  readonly accounts: AccountStore;
  readonly network: NetworkStore;
  readonly headsets: HeadsetStore;
  readonly hotkeys: HotkeyStore;
  readonly drafts: DraftStore;
  readonly refusedMessages: RefusedMessageStore;
  readonly ownFiles: OwnFileStore;
  readonly notes: OperatorNotesStore;
  readonly preflight: PreflightStore;
  close(): void;
};

/** The files of the cache; secrets must never be made anew while one of them exists. */
export function cacheFiles(directory: string): readonly string[] {
  return [outboxFile(directory), mirrorFile(directory)];
}

/**
 * Opens the cache. Two files, because their fates differ: `mirror.db` may be dropped whenever it is damaged, for the hub
 * has it all; `outbox.db` (commands on their way, settings) exists nowhere else, syncs every commit, and is never
 * dropped: what cannot be read or migrated there is refused, and left as it is.
 */
export function openCache(options: CacheOptions): { readonly ok: true; readonly value: Cache } | OpenRefusal {
  const { directory, key, log, defaults } = options;
  const outbox = openDatabase(outboxFile(directory), key, OUTBOX_MIGRATIONS, "FULL");
  if (!outbox.ok) return outbox;
  const mirror = MirrorDatabase.open(mirrorFile(directory), key, log);
  if (!mirror.ok) {
    outbox.value.close();
    return mirror;
  }
  const outboxAccess = writeAccess(outbox.value);
  const use = mirror.value.use.bind(mirror.value);
  return {
    ok: true,
    value: {
      mirror: createMirrorStore(use),
      search: createSearchStore(use),
      welcome: createWelcomeStore(use),
      outbox: createOutboxStore(outboxAccess),
      preferences: createPreferenceStore(outboxAccess, defaults),
      sound: createSoundStore(outboxAccess),
      accounts: createAccountStore(outboxAccess),
      network: createNetworkStore(outboxAccess),
      headsets: createHeadsetStore(outboxAccess),
      hotkeys: createHotkeyStore(outboxAccess),
      drafts: createDraftStore(outboxAccess),
      refusedMessages: createRefusedMessageStore(outboxAccess),
      ownFiles: createOwnFileStore(outboxAccess),
      notes: createOperatorNotesStore(outboxAccess),
      preflight: createPreflightStore(outboxAccess),
      close: () => {
        outbox.value.close();
        mirror.value.close();
      },
    },
  };
}

function outboxFile(directory: string): string {
  return join(directory, "outbox.db");
}

function mirrorFile(directory: string): string {
  return join(directory, "mirror.db");
}
