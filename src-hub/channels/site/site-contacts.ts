import type { BusinessHours } from "../../../src-shared/domain/distribution/business-hours.ts";
import type { QueueId } from "../../../src-shared/ids.ts";
import type { SiteStatus } from "../../../src-shared/site-chat/hub-frames.ts";

export type ContactState = Pick<SiteStatus, "phase" | "operator" | "position">;

/** Something about a visitor's contact that belongs in the conversation; the same `id` may be told more than once. */
export type ContactNote =
  | { readonly type: "joined"; readonly id: string; readonly author: string }
  | {
      readonly type: "ended";
      readonly id: string;
      readonly by: "visitor" | "operator" | "system";
      readonly mayRate: boolean;
    };

export type ContactListener = {
  /** Its state may be another now. */
  readonly changed: (siteKey: string, visitorId: string) => void;
  /** Somebody came on the line or left it. */
  readonly staffChanged: () => void;
  readonly noted: (siteKey: string, visitorId: string, note: ContactNote) => void;
};

/** What the chat of a site knows of the hub's queue: how it stands with a visitor's contact. */
export interface SiteContacts {
  state(siteKey: string, visitorId: string): ContactState;
  /** Whether somebody of the queue is on the line. */
  isStaffed(queueId: QueueId): boolean;
  /** Whether a call from a site into the queue would be taken now. */
  takesCalls(queueId: QueueId): boolean;
  /** The queue's own hours; null: it is always open. */
  hoursOf(queueId: QueueId): BusinessHours | null;
}
