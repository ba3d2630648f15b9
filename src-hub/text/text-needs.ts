import type { TextChannelSettings } from "../../src-shared/domain/text-channel-settings.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import type { LinkEphemeral } from "../../src-shared/link/link-queries.ts";
import type { Directory } from "../accounts/directory.ts";
import type { TextChannel } from "../channels/channel.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { Journal } from "../service/journal.ts";
import type { PresenceDesk } from "../service/presence-desk.ts";
import type { Roster } from "../service/roster.ts";
import type { WrapUps } from "../service/wrap-ups.ts";

/** A channel as this hub serves it. */
export type ChannelBinding = { readonly channel: TextChannel; readonly settings: TextChannelSettings };

/** What text needs of the hub. `run`: one job after another, with everything else the service does. */
export type TextNeeds = {
  readonly db: HubDatabase;
  readonly clock: HubClock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly roster: Roster;
  readonly presenceDesk: PresenceDesk;
  readonly wrapUps: WrapUps;
  /** Grows when a channel is added while the hub runs. */
  readonly bindings: readonly ChannelBinding[];
  readonly run: <Value>(job: () => Promise<Value>) => Promise<Value>;
  /** Shows somebody what is kept nowhere. */
  readonly tell: (operatorId: OperatorId, word: LinkEphemeral) => void;
  readonly onFault: (error: unknown) => void;
};

/** The channel of a conversation, where this hub serves it still. */
export function bindingOf(
  bindings: readonly ChannelBinding[],
  { channel, account }: { readonly channel: string; readonly account: string },
): ChannelBinding | undefined {
  return bindings.find((binding) => binding.channel.channel === channel && binding.channel.account === account);
}
