import type { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import type { Directory } from "../../accounts/directory.ts";
import type { HubClock } from "../../clock.ts";
import type { HubDatabase } from "../../db/schema.ts";
import type { EventLog } from "../../log/event-log.ts";
import { readPresences } from "../../log/operator-store.ts";
import { ContactWatch } from "./contact-watch.ts";
import { SiteChat } from "./site-chat.ts";
import { StaffWatch } from "./staff-watch.ts";

export type SiteChatParts = {
  readonly options: { readonly sites?: readonly SiteSettings[] };
  readonly db: HubDatabase;
  readonly log: EventLog;
  readonly directory: Directory;
  readonly clock: HubClock;
  readonly onFault: (error: unknown) => void;
};

export type OpenSiteChat = { readonly chat: SiteChat; stop(): Promise<void> };

/** Puts the site chat on a hub; null when no site has one. */
export async function openSiteChat(parts: SiteChatParts): Promise<OpenSiteChat | null> {
  const { options, db, log, directory, clock, onFault } = parts;
  const presences = await readPresences(db);
  const known = presences.map(({ operatorId, state, isDesktopLinked }) => {
    return [operatorId, { isOnline: state.status === "online", isLinked: isDesktopLinked }] as const;
  });
  const contacts = new ContactWatch({
    log,
    nameOf: (operatorId) => directory.operator(operatorId)?.name ?? null,
    staff: new StaffWatch((queueId) => directory.queue(queueId)?.members ?? [], known),
  });
  const chat = await SiteChat.open({ db, clock, contacts, onFault }, options.sites);
  if (chat.channels.length === 0) {
    contacts.stop();
    return null;
  }
  contacts.listen(chat.listener);
  const stop = async () => {
    contacts.stop();
    await chat.stop();
  };
  return { chat, stop };
}
