import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { AlongsideWrite } from "../log/append-group.ts";
import type { EventLog } from "../log/event-log.ts";
import type { SiteCalls } from "../site-call/site-calls.ts";
import type { Telephony } from "../telephony/telephony.ts";
import type { FileFolder } from "../text/file-folder.ts";
import type { ChannelBinding } from "../text/text-needs.ts";

export type HubServiceNeeds = {
  readonly db: HubDatabase;
  readonly log: EventLog;
  readonly directory: Directory;
  readonly telephony: Telephony;
  readonly clock: HubClock;
  /** Text channels, each with how it is served; none by default. */
  readonly channels?: readonly ChannelBinding[];
  /** Where files of conversations are kept; without it none are taken. */
  readonly files?: FileFolder | null;
  /** Who knows the calls from sites; absent: there are none. */
  readonly siteCalls?: SiteCalls | null;
  /** A bug or a broken machine: the hub cannot go on. */
  readonly onFault: (error: unknown) => void;
};

/** Facts about the team with the rows they are true by, and what the caller is to be told. */
export type TeamChange<Value> = {
  readonly events: readonly NewEvent[];
  readonly write: AlongsideWrite;
  readonly value: Value;
};
