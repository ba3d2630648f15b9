import type { AriChannel, AriEndpoint } from "./ari/ari-objects.ts";
import type { AriRest } from "./ari/ari-rest.ts";
import type { AsteriskLeg } from "./asterisk-leg.ts";
import { type ChannelNote, NOTE_VARIABLE, readNote } from "./channel-note.ts";

/** A channel of the hub's application, with what the hub wrote on it. */
export type NotedChannel = { readonly channel: AriChannel; readonly note: ChannelNote | null };

/** How the PBX stands at one moment. `startedAt` changes when it was started anew: then no call of before lives. */
export type PbxSnapshot = {
  readonly startedAt: string;
  readonly channels: readonly NotedChannel[];
  readonly endpoints: readonly AriEndpoint[];
};

const AT_ONCE = 16;

/** Reads how the PBX stands: what is in the application, and who is registered. */
export async function readSnapshot(rest: AriRest): Promise<PbxSnapshot> {
  const [info, application, channels, endpoints] = await Promise.all([
    rest.info(),
    rest.application(),
    rest.channels(),
    rest.endpoints("PJSIP"),
  ]);
  const ours = new Set(application.channel_ids);
  const noted: NotedChannel[] = [];
  const left = channels.filter(({ id, name }) => ours.has(id) && name.startsWith("PJSIP/"));
  const readSome = async () => {
    for (let channel = left.shift(); channel; channel = left.shift())
      noted.push({ channel, note: readNote(await rest.variable(channel.id, NOTE_VARIABLE)) });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readSome));
  return { startedAt: info.status.startup_time, channels: noted, endpoints };
}

/** A call of a hub before, as its channels tell. */
export type FoundCall =
  | { readonly kind: "talk"; readonly caller: FoundSide; readonly callee: FoundSide }
  | { readonly kind: "wait"; readonly caller: FoundSide };
export type FoundSide = { readonly channel: AriChannel; readonly note: ChannelNote };

/** A side of a call as the hub keeps it. */
export function legOf({ channel, note }: FoundSide): AsteriskLeg {
  return { channelId: channel.id, user: note.user, isHolding: note.isHolding };
}

/** What the noted channels make up: whole calls, channels nobody knows, and what is left of calls that are over. */
export type Found = {
  readonly calls: readonly FoundCall[];
  readonly strangers: readonly AriChannel[];
  readonly leftovers: readonly AriChannel[];
};

/** Puts channels together to calls. Rings of a hub before ring for nobody; a side without the other has been left. */
export function findCalls(channels: readonly NotedChannel[]): Found {
  const strangers: AriChannel[] = [];
  const byCall = new Map<string, FoundSide[]>();
  for (const { channel, note } of channels)
    if (note) byCall.set(note.call, [...(byCall.get(note.call) ?? []), { channel, note }]);
    else strangers.push(channel);
  const calls: FoundCall[] = [];
  const leftovers: AriChannel[] = [];
  for (const sides of byCall.values()) {
    const caller = sides.find(({ note }) => note.role === "caller");
    const callee = sides.find(({ note }) => note.role === "callee");
    const waits = sides.find(({ note }) => note.role === "waits");
    const call: FoundCall | null =
      caller && callee ? { kind: "talk", caller, callee } : waits ? { kind: "wait", caller: waits } : null;
    const used = call === null ? [] : call.kind === "talk" ? [call.caller, call.callee] : [call.caller];
    if (call) calls.push(call);
    leftovers.push(...sides.filter((side) => !used.includes(side)).map(({ channel }) => channel));
  }
  return { calls, strangers, leftovers };
}
