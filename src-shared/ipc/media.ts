import * as z from "zod";
import { QualitySample } from "../domain/quality/quality-sample.ts";
import { defineContract } from "./define-contract.ts";
import { headsetMediaEvents, headsetMediaRequests } from "./headset.ts";
import { soundMediaEvents, soundMediaRequests } from "./sound.ts";

/** One peer connection in the media window; equal to the SIP session's id. */
export const MediaId = z.string().min(1).max(128);

/** What the other side hears: the operator's microphone, recorded phrases of the training customer, or a test tone. */
export const MediaSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("microphone") }),
  z.object({ kind: z.literal("training") }),
  z.object({ kind: z.literal("tone"), hz: z.number().min(100).max(3400) }),
  /** What arrives is sent back: the far end of an echo call that the exchange gave back to this phone. */
  z.object({ kind: z.literal("echo") }),
  /** Nothing, in both directions: a call that is made for another one. */
  z.object({ kind: z.literal("silence") }),
]);
export type MediaSource = z.output<typeof MediaSource>;

const Sdp = z.string().max(65_536);
const Of = z.object({ mediaId: MediaId });
const Done = z.object({});

/**
 * What main asks of the hidden media window, over a MessagePort. SDP operations of one `mediaId` run one after another
 * in the order asked (RFC 3264 state must never interleave); `media.stats`, `media.listen-for-tone` do not wait for them.
 * `media-gone` is answered by main itself when the window died.
 */
export const mediaContract = defineContract({
  requests: {
    ...soundMediaRequests,
    ...headsetMediaRequests,
    /**
     * Makes the peer connection and its outgoing track. With `offer` (a call that rings) also makes the answer at once;
     * the far side's candidates wait until it is described: before that nothing is tried and nothing is sent.
     */
    "media.open": {
      input: Of.extend({ source: MediaSource, offer: Sdp.nullable(), audible: z.boolean() }),
      output: z.object({ microphone: z.enum(["live", "missing", "denied", "not-used"]) }),
      errors: [],
    },
    /**
     * The local description to send. `fromNetwork`: the far side asked for it by an INVITE without SDP, and the answer
     * may come from another party: a fresh peer connection is made. `restart` mends the sound of a talk by an offer of
     * this side: over other addresses (`ice`, RFC 8445 §9), or with a fresh peer connection, the old one kept until it is
     * answered (`fresh`). Gathering is cut after `gatherMs`.
     */
    "media.describe": {
      input: Of.extend({
        hold: z.boolean(),
        fromNetwork: z.boolean(),
        gatherMs: z.number().int().min(0).max(5000),
        restart: z.enum(["ice", "fresh"]).nullable().default(null),
      }),
      output: z.object({ type: z.enum(["offer", "answer"]), sdp: Sdp }),
      errors: ["not-open"],
    },
    /** Applies a remote description: an offer when the connection is stable, else the answer to ours. */
    "media.apply": { input: Of.extend({ sdp: Sdp }), output: Done, errors: ["not-open", "bad-sdp"] },
    /** Back to the last agreed state after a refused re-INVITE. */
    "media.rollback": { input: Of, output: Done, errors: [] },
    "media.close": { input: Of, output: Done, errors: [] },
    /** May come before `media.open`: the outgoing track is then made silent, and never sounds for a moment. */
    "media.set-muted": { input: Of.extend({ muted: z.boolean() }), output: Done, errors: [] },
    /**
     * All these hear each other besides the operator; less than two: nobody does. A mute silences the operator's
     * microphone alone. Those that are not open are left out.
     */
    "media.set-conference": { input: z.object({ mediaIds: z.array(MediaId).max(8) }), output: Done, errors: [] },
    /** RFC 4733 tones; `sent: false` when the far side did not agree telephone-event. */
    "media.send-dtmf": {
      input: Of.extend({ tones: z.string().regex(/^[0-9*#A-D]{1,32}$/) }),
      output: z.object({ sent: z.boolean() }),
      errors: ["not-open"],
    },
    /** Ring tone for incoming, ringback for outgoing, call-waiting beep; `none` stops. */
    "media.set-ring": {
      input: z.object({ sound: z.enum(["none", "ring", "ringback", "waiting"]) }),
      output: Done,
      errors: [],
    },
    /** Once, where calls ring; softly in the headphones while a call is open, and not at all over a ring. */
    "media.play-cue": { input: z.object({ cue: z.enum(["text-offer", "text-message"]) }), output: Done, errors: [] },
    /** Plays a phrase of the training customer; `media.clip-ended` follows. */
    "media.play-clip": {
      input: Of.extend({ clip: z.string().regex(/^[a-z0-9-]{1,40}$/) }),
      output: Done,
      errors: ["not-open", "clip-missing"],
    },
    /** Listens to what arrives for `forMs` and says whether a tone of `hz` stood out. */
    "media.listen-for-tone": {
      input: Of.extend({ hz: z.number().min(100).max(3400), forMs: z.number().int().min(100).max(10_000) }),
      output: z.object({ heard: z.boolean(), levelDb: z.number() }),
      errors: ["not-open"],
    },
    /** Opens the microphone and listens to it: its loudest moment in dB of full scale (-100: nothing but zeros). */
    "media.check-sound": {
      input: z.object({ forMs: z.number().int().min(200).max(5_000) }),
      output: z.object({
        microphone: z.enum(["live", "missing", "denied"]),
        label: z.string().max(256).nullable(),
        levelDb: z.number(),
        output: z.object({ isThere: z.boolean(), label: z.string().max(256).nullable() }),
      }),
      errors: [],
    },
    /** Three notes where the customer would be heard. */
    "media.play-notes": { input: z.object({}), output: Done, errors: [] },
    "media.stats": {
      input: Of,
      output: z.object({
        state: z.string(),
        direction: z.string().nullable(),
        bytesReceived: z.number(),
        packetsReceived: z.number(),
        packetsLost: z.number(),
        bytesSent: z.number(),
        packetsSent: z.number(),
        jitterMs: z.number().nullable(),
        roundTripMs: z.number().nullable(),
      }),
      errors: ["not-open"],
    },
  },
  events: {
    ...soundMediaEvents,
    ...headsetMediaEvents,
    /** The page runs and can be asked; `microphone` as the permission and the devices stand. */
    "media.ready": z.object({ microphone: z.enum(["live", "missing", "denied", "unknown"]) }),
    "media.connection-changed": Of.extend({
      state: z.enum(["new", "connecting", "connected", "disconnected", "failed", "closed"]),
    }),
    /** What this side sends stopped to arrive over there, or arrives again; by the far side's own word. */
    "media.arrival-changed": Of.extend({ arriving: z.boolean() }),
    /** Packets began to arrive, or stopped for 1.5 s while they should (not held). */
    "media.flow-changed": Of.extend({ flowing: z.boolean() }),
    /** Once a second while connected (not on training lines): what the quality of the talk is reckoned from. */
    "media.measured": Of.extend({ sample: QualitySample }),
    /** About 15 times a second while a talk is open. */
    "media.levelled": Of.extend({ out: z.number().min(0).max(1), in: z.number().min(0).max(1) }),
    /** Voice of the far side began or ended (only for `training` sources; 300 ms hangover). */
    "media.voice-changed": Of.extend({ speaking: z.boolean() }),
    /** Something failed and was got over; `error` is its kind, never its words. */
    "media.stumbled": z.object({
      what: z.enum(["ring-device", "ring-playback", "talk-playback", "headphones", "candidate", "noise"]),
      error: z.string().max(64),
    }),
    "media.clip-ended": Of.extend({ clip: z.string() }),
    "media.microphone-changed": z.object({ microphone: z.enum(["live", "missing", "denied", "unknown"]) }),
  },
});
export type MediaContract = typeof mediaContract;
