import * as z from "zod";

// Of Asterisk's models (rest-api/*.json of 22.10) what the hub uses; what else they hold is dropped.

const Text = z.string().max(4096);

const CallerId = z.object({ name: Text, number: Text });

export const AriChannel = z.object({
  id: Text.min(1),
  /** `PJSIP/101-0000002a`: technology, endpoint, and a number of its own. */
  name: Text,
  /** `Down`, `Rsrvd`, `Ring`, `Ringing`, `Up`, … */
  state: Text,
  caller: CallerId,
  dialplan: z.object({ context: Text, exten: Text }),
  /** Of the endpoint that made it; empty for none. */
  accountcode: Text.default(""),
});
export type AriChannel = z.output<typeof AriChannel>;

export const AriBridge = z.object({
  id: Text.min(1),
  bridge_type: Text,
  name: Text,
  channels: z.array(Text).max(10_000),
});
export type AriBridge = z.output<typeof AriBridge>;

export const AriEndpoint = z.object({
  technology: Text,
  resource: Text,
  /** `online`: at least one contact that answers, or is not asked. */
  state: Text.default("unknown"),
});
export type AriEndpoint = z.output<typeof AriEndpoint>;

export const AriApplication = z.object({
  name: Text,
  channel_ids: z.array(Text).max(100_000),
  bridge_ids: z.array(Text).max(100_000),
});

export const AriInfo = z.object({
  system: z.object({ version: Text, entity_id: Text.default("") }),
  /** Changes with each start of the process. */
  status: z.object({ startup_time: Text }),
});
export type AriInfo = z.output<typeof AriInfo>;

/** An object of the configuration, as its fields. */
export const AriConfig = z.array(z.object({ attribute: Text, value: Text })).max(1000);

export const AriVariable = z.object({ value: Text });

export const AriRecording = z.object({ name: Text.min(1), state: Text, duration: z.number().optional() });
export type AriRecording = z.output<typeof AriRecording>;

/** `target_uri`: `channel:ID`; `state`: `done`, `failed`. */
const Playback = z.object({ id: Text.min(1), state: Text, target_uri: Text });

/** Every event the hub acts on; others are counted and left alone. `application` names whose they are. */
export const AriEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("StasisStart"), args: z.array(Text).max(32), channel: AriChannel }),
  z.object({ type: z.literal("StasisEnd"), channel: AriChannel }),
  z.object({ type: z.literal("ChannelStateChange"), channel: AriChannel }),
  z.object({
    type: z.literal("ChannelDestroyed"),
    channel: AriChannel,
    /** ITU-T Q.850. */
    cause: z.number().int(),
    /** The SIP code, where SIP ended it. */
    tech_cause: z.number().int().optional(),
  }),
  z.object({ type: z.literal("ChannelDtmfReceived"), digit: Text, channel: AriChannel }),
  z.object({ type: z.literal("ChannelHold"), channel: AriChannel }),
  z.object({ type: z.literal("ChannelUnhold"), channel: AriChannel }),
  z.object({
    type: z.literal("ChannelTransfer"),
    /** Set when it tells what the hub itself told the phone. */
    state: Text.optional(),
    refer_to: z.object({
      requested_destination: z.object({ destination: Text.optional() }),
      /** The transferor's channel of the talk that shall be joined: an attended transfer. */
      destination_channel: AriChannel.optional(),
    }),
    referred_by: z.object({ source_channel: AriChannel }),
  }),
  z.object({ type: z.literal("EndpointStateChange"), endpoint: AriEndpoint }),
  z.object({ type: z.literal("RecordingFinished"), recording: AriRecording }),
  z.object({ type: z.literal("RecordingFailed"), recording: AriRecording }),
  z.object({ type: z.literal("PlaybackFinished"), playback: Playback }),
  /** What the hub itself said to its application, to hear whether it is heard. */
  z.object({ type: z.literal("ChannelUserevent"), eventname: Text }),
  /** Another hub took the application's events over: only one may have them. */
  z.object({ type: z.literal("ApplicationReplaced") }),
]);
export type AriEvent = z.output<typeof AriEvent>;

const Named = z.object({ type: Text.min(1) });
/** The types above; Asterisk is asked to send no others. */
export const ARI_EVENT_TYPES: readonly string[] = AriEvent.options.flatMap(({ shape }) => [...shape.type.values]);
const KNOWN: ReadonlySet<string> = new Set(ARI_EVENT_TYPES);

/** What a frame of the events' WebSocket holds: an event, one of a type the hub does not use, or nothing it can read. */
export type AriFrame =
  | { readonly kind: "event"; readonly event: AriEvent }
  | { readonly kind: "unknown"; readonly type: string }
  | { readonly kind: "garbage" };

export function readAriFrame(text: string): AriFrame {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: "garbage" };
  }
  const named = Named.safeParse(json);
  if (!named.success) return { kind: "garbage" };
  if (!KNOWN.has(named.data.type)) return { kind: "unknown", type: named.data.type };
  const event = AriEvent.safeParse(json);
  return event.success ? { kind: "event", event: event.data } : { kind: "garbage" };
}
