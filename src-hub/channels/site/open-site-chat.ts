import type { OperatorId } from "../../../src-shared/ids.ts";
import type { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import type { Directory } from "../../accounts/directory.ts";
import type { HubClock } from "../../clock.ts";
import type { HubDatabase } from "../../db/schema.ts";
import type { EventLog } from "../../log/event-log.ts";
import { readPresences } from "../../log/operator-store.ts";
import type { HubKey } from "../../people/hub-key.ts";
import { guestSecretOf } from "../../site-call/guest.ts";
import type { IceSettings } from "../../site-call/ice-servers.ts";
import { SiteCalls, type SiteCallsNeeds } from "../../site-call/site-calls.ts";
import type { Telephony } from "../../telephony/telephony.ts";
import { CallWatch } from "./call-watch.ts";
import { ContactWatch } from "./contact-watch.ts";
import { SiteChat } from "./site-chat.ts";
import { StaffWatch } from "./staff-watch.ts";

export type SiteChatParts = {
  readonly options: { readonly sites?: readonly SiteSettings[]; readonly ice?: IceSettings };
  readonly db: HubDatabase;
  readonly log: EventLog;
  readonly directory: Directory;
  readonly clock: HubClock;
  readonly onFault: (error: unknown) => void;
  /** Carries calls from the sites. */
  readonly telephony: Telephony;
  readonly sip: SiteCallsNeeds["sip"];
  readonly hubKey: HubKey;
};

export type OpenSiteChat = { readonly chat: SiteChat; readonly calls: SiteCalls; stop(): Promise<void> };

/** Puts the site chat on a hub; null when no site has one. */
export async function openSiteChat(parts: SiteChatParts): Promise<OpenSiteChat | null> {
  const { options, db, log, directory, clock, onFault, telephony, sip, hubKey } = parts;
  const presences = await readPresences(db);
  const known = presences.map(({ operatorId, state, isDesktopLinked }) => {
    return [operatorId, { isOnline: state.status === "online", isLinked: isDesktopLinked }] as const;
  });
  const secretOf = (user: string) => guestSecretOf(hubKey, user);
  const calls = new SiteCalls({ db, log, directory, telephony, clock, sip, secretOf, ice: options.ice ?? null });
  const nameOf = (operatorId: OperatorId) => directory.operator(operatorId)?.name ?? null;
  const callWatch = new CallWatch({ log, nameOf });
  const contacts = new ContactWatch({
    log,
    nameOf,
    takesCalls: (queueId) => calls.takesCalls(queueId),
    hoursOf: (queueId) => directory.queue(queueId)?.rules?.hours ?? null,
    staff: new StaffWatch((queueId) => directory.queue(queueId)?.members ?? [], known),
  });
  const chat = await SiteChat.open(
    { db, clock, contacts, onFault, callOf: (siteKey, visitorId) => callWatch.state(siteKey, visitorId) },
    options.sites,
  );
  // A hub that was given a list of sites, be it empty, may get more of them while it runs.
  if (!chat.hasSites && options.sites === undefined) {
    contacts.stop();
    callWatch.stop();
    return null;
  }
  contacts.listen(chat.listener);
  callWatch.listen((siteKey, visitorId, call) => chat.desk.openRoom(siteKey, visitorId)?.callChanged(call));
  const stop = async () => {
    contacts.stop();
    callWatch.stop();
    await chat.stop();
  };
  return { chat, calls, stop };
}
