import type { Handlers } from "../../src-shared/ipc/define-contract.ts";
import type { MediaContract } from "../../src-shared/ipc/media.ts";
import { accepted, refused } from "../../src-shared/result.ts";
import type { Announce } from "./bridge.ts";
import { ClipPlayer } from "./clip-player.ts";
import { HidDesk } from "./headset/hid-desk.ts";
import { hidOf } from "./headset/hid-types.ts";
import { InputWatch } from "./input-watch.ts";
import { Microphone } from "./microphone.ts";
import { MicrophoneWatch } from "./microphone-watch.ts";
import { openNoiseFilter } from "./noise-filter.ts";
import { NoiseSample } from "./noise-sample.ts";
import { NoiseSwitch } from "./noise-switch.ts";
import { makeOutgoing, mixed, type Outgoing } from "./outgoing.ts";
import { Peer } from "./peer.ts";
import { PeerMonitor } from "./peer-monitor.ts";
import { countsOf } from "./peer-stats.ts";
import { RingPlayer } from "./ring-player.ts";
import { checkSound } from "./sound-check.ts";
import { SoundDevices } from "./sound-devices.ts";
import { Speaker } from "./speaker.ts";
import { errorName, type Stumble } from "./stumble.ts";
import { playTestNotes } from "./test-notes.ts";
import { listenForTone } from "./tone-listener.ts";

type Open = { readonly peer: Peer; readonly monitor: PeerMonitor };

const DONE = accepted({});

/** All the media of this desktop, by `mediaId`, and what may be asked of it. */
export class MediaDesk {
  readonly #announce: Announce;
  readonly #audio = new AudioContext({ latencyHint: "interactive" });
  readonly #devices: SoundDevices;
  readonly #microphone: Microphone;
  readonly #speaker: Speaker;
  readonly #ring: RingPlayer;
  readonly #watch: MicrophoneWatch;
  readonly #input: InputWatch;
  readonly #hid: HidDesk;
  readonly #stumble: Stumble = (what, cause) => this.#announce("media.stumbled", { what, error: errorName(cause) });
  readonly #sample = new NoiseSample(this.#audio, openNoiseFilter);
  readonly #clips = new ClipPlayer(this.#audio);
  readonly #open = new Map<string, Open>();
  readonly #muted = new Set<string>();
  #conference: readonly string[] = [];
  /** Calls that wait for the microphone, and are not open yet. */
  #openings = 0;
  #microphoneId: string | null = null;

  constructor(announce: Announce) {
    this.#announce = announce;
    this.#hid = new HidDesk(announce, hidOf(navigator));
    this.#devices = new SoundDevices(announce, () => this.#followDevices());
    this.#speaker = new Speaker(this.#devices.headphones, this.#stumble);
    this.#ring = new RingPlayer({
      ...{ audio: this.#audio, speaker: this.#speaker, ring: this.#devices.settings.ring, stumble: this.#stumble },
      onQuiet: () => this.#rest(),
    });
    this.#input = new InputWatch({ audio: this.#audio, onHeard: (input) => this.#devices.setInput(input) });
    this.#microphone = new Microphone({
      onSource: (source) => this.#input.follow(source),
      choice: this.#devices.microphone,
      onState: (microphone) => announce("media.microphone-changed", { microphone }),
      onSwapped: () => void this.#swapMicrophone(),
      noise: new NoiseSwitch({
        onState: (state) => this.#devices.setNoise(state),
        onSwapped: () => this.#swapMicrophone(),
        open: openNoiseFilter,
        stumble: this.#stumble,
      }),
      isNoiseUnwanted: (device) => this.#isVoiceUsed() && this.#devices.isNoiseUnwanted(device),
    });
    this.#watch = new MicrophoneWatch({
      audio: this.#audio,
      microphone: this.#microphone,
      onLevel: (level: number) => announce("media.microphone-levelled", { level }),
      onOver: () => {
        this.#releaseMicrophone();
        this.#rest();
      },
    });
  }

  /** How the microphone stands before any call. */
  async look(): Promise<"live" | "missing" | "denied" | "unknown"> {
    await this.#devices.look();
    return this.#microphone.state;
  }

  readonly handlers: Handlers<MediaContract> = {
    "media.set-sound": (settings) => {
      this.#devices.set(settings);
      return DONE;
    },
    "media.watch-microphone": async ({ forMs }) => {
      this.#wake();
      return accepted({ microphone: await this.#watch.watch(forMs) });
    },
    "media.prove-input": async () => {
      this.#wake();
      const wasOpen = this.#microphone.source !== null;
      const proof = this.#input.prove();
      const microphone = await this.#microphone.open();
      const input = microphone === "live" ? await proof : "unknown";
      this.#microphone.follow();
      this.#releaseMicrophone(wasOpen ? undefined : 0);
      this.#rest();
      return accepted({ input });
    },
    "media.play-test": async ({ what, deviceId }) => {
      this.#wake();
      const sinkId = deviceId ?? this.#devices.headphones.current?.deviceId ?? "";
      if (what === "headphones") return accepted({ played: await playTestNotes(this.#audio, sinkId) });
      return accepted({ played: await this.#ring.test(what === "ring" ? "ring" : "text-message") });
    },
    "media.record-sample": async ({ forMs }) => {
      if (this.#isInCall()) return refused("sample-in-call");
      this.#wake();
      this.#openings += 1;
      try {
        await this.#microphone.open();
        const track = this.#microphone.bareTrack();
        return track ? accepted({ noiseDb: await this.#sample.record(track, forMs) }) : refused("sample-failed");
      } catch (cause) {
        this.#stumble("noise", cause);
        return refused("sample-failed");
      } finally {
        this.#openings -= 1;
        this.#releaseMicrophone();
        this.#rest();
      }
    },
    "media.play-sample": async ({ what }) => {
      this.#wake();
      const played = await this.#sample.play(what, this.#devices.headphones.current?.deviceId ?? "");
      this.#rest();
      return accepted({ played });
    },
    "media.open": async ({ mediaId, source, offer, audible }) => {
      this.#close(mediaId);
      this.#wake();
      if (source.kind === "microphone") this.#devices.setInCall(true);
      const microphone = source.kind === "microphone" ? await this.#openMicrophone() : "not-used";
      const peer: Peer = new Peer({
        mediaId,
        source,
        audible,
        audio: this.#audio,
        outgoing: makeOutgoing(source, this.#audio, this.#microphone),
        speaker: this.#speaker,
        onState: (state) => this.#announce("media.connection-changed", { mediaId, state }),
        stumble: this.#stumble,
        onPacket: () => this.#open.get(mediaId)?.monitor.seePacket(),
      });
      peer.setMuted(this.#muted.has(mediaId));
      this.#open.set(mediaId, { peer, monitor: new PeerMonitor(mediaId, peer, this.#announce) });
      try {
        if (offer !== null) await peer.prepareAnswer(offer);
      } catch (cause) {
        this.#close(mediaId);
        throw cause;
      }
      return accepted({ microphone });
    },
    "media.describe": async ({ mediaId, hold, fromNetwork, gatherMs, restart }) => {
      const open = this.#open.get(mediaId);
      if (!open) return refused("not-open");
      const { isAnswer, sdp } = await open.peer.describe(hold, fromNetwork ? "fresh" : restart, gatherMs);
      return accepted({ type: isAnswer ? ("answer" as const) : ("offer" as const), sdp });
    },
    "media.apply": async ({ mediaId, sdp }) => {
      const open = this.#open.get(mediaId);
      if (!open) return refused("not-open");
      try {
        await open.peer.apply(sdp);
        return DONE;
      } catch {
        // What the browser does not take is, to main, a bad description: the browser's words are of no use to anyone.
        return refused("bad-sdp");
      }
    },
    "media.rollback": async ({ mediaId }) => {
      await this.#open.get(mediaId)?.peer.rollback();
      return DONE;
    },
    "media.close": ({ mediaId }) => {
      this.#muted.delete(mediaId);
      this.#close(mediaId);
      this.#rest();
      return DONE;
    },
    "media.set-muted": ({ mediaId, muted }) => {
      if (muted) this.#muted.add(mediaId);
      else this.#muted.delete(mediaId);
      this.#open.get(mediaId)?.peer.setMuted(muted);
      return DONE;
    },
    "media.set-conference": async ({ mediaIds }) => {
      const before = this.#conference;
      this.#conference = mediaIds;
      await this.#remix([...new Set([...before, ...mediaIds])]);
      return DONE;
    },
    "media.send-dtmf": ({ mediaId, tones }) => {
      const open = this.#open.get(mediaId);
      return open ? accepted({ sent: open.peer.sendTones(tones) }) : refused("not-open");
    },
    "media.set-ring": ({ sound }) => {
      this.#wake();
      this.#ring.play(sound);
      this.#rest();
      return DONE;
    },
    "media.play-cue": ({ cue }) => {
      this.#wake();
      this.#ring.cue(cue, this.#isInCall());
      return DONE;
    },
    "media.play-clip": async ({ mediaId, clip }) => {
      const input = this.#open.get(mediaId)?.peer.input;
      if (!input) return refused("not-open");
      const onEnded = () => this.#announce("media.clip-ended", { mediaId, clip });
      return (await this.#clips.play(clip, input, onEnded)) ? DONE : refused("clip-missing");
    },
    "media.listen-for-tone": async ({ mediaId, hz, forMs }) => {
      const open = this.#open.get(mediaId);
      return open ? accepted(await listenForTone(open.peer.heard, hz, forMs)) : refused("not-open");
    },
    "media.check-sound": async ({ forMs }) => {
      this.#wake();
      const found = await checkSound(this.#audio, this.#microphone, forMs);
      this.#releaseMicrophone();
      this.#rest();
      return accepted(found);
    },
    "media.look-for-headsets": async () => {
      await this.#hid.look();
      return DONE;
    },
    "media.write-headset": async ({ headsetId, reportId, data }) =>
      accepted({ sent: await this.#hid.write(headsetId, reportId, data) }),
    "media.play-notes": async () => {
      this.#wake();
      await playTestNotes(this.#audio, this.#devices.headphones.current?.deviceId ?? "");
      return DONE;
    },
    "media.stats": async ({ mediaId }) => {
      const open = this.#open.get(mediaId);
      if (!open) return refused("not-open");
      return accepted({ ...open.peer.state, ...countsOf(await open.peer.stats()) });
    },
  };

  #close(mediaId: string): void {
    const open = this.#open.get(mediaId);
    if (!open) return;
    this.#open.delete(mediaId);
    open.monitor.stop();
    if (open.peer.input) this.#clips.stop(open.peer.input);
    open.peer.close();
    this.#releaseMicrophone();
  }

  async #openMicrophone(): Promise<"live" | "missing" | "denied"> {
    this.#openings += 1;
    try {
      return await this.#microphone.open();
    } finally {
      this.#openings -= 1;
    }
  }

  /** Whether a call or the operator listens to the microphone; a proof needs only the device itself. */
  #isVoiceUsed(): boolean {
    return this.#isInCall() || this.#watch.isOn || !this.#input.isAwaited;
  }

  #isInCall(): boolean {
    return this.#openings > 0 || [...this.#open.values()].some(({ peer }) => peer.source.kind === "microphone");
  }

  #releaseMicrophone(warmMs?: number): void {
    if (this.#isInCall()) return;
    this.#devices.setInCall(false);
    if (!this.#watch.isOn) this.#microphone.release(warmMs);
  }

  /** Other devices, or other wishes: who speaks, hears and rings goes where it belongs now. */
  #followDevices(): void {
    const { settings, present, microphone } = this.#devices;
    const microphoneId = microphone.current?.deviceId ?? null;
    if (microphoneId !== this.#microphoneId) {
      this.#microphoneId = microphoneId;
      this.#input.forget();
    }
    this.#microphone.follow();
    this.#speaker.follow();
    this.#ring.set(settings.ring, present.headphones);
  }

  /** A microphone came, or went: each call that uses it gets what there is now. */
  async #swapMicrophone(): Promise<void> {
    this.#watch.follow();
    for (const { peer } of this.#open.values())
      if (peer.source.kind === "microphone") await peer.replaceOutgoing(this.#outgoingOf(peer));
  }

  async #remix(mediaIds: readonly string[]): Promise<void> {
    for (const mediaId of mediaIds) {
      const peer = this.#open.get(mediaId)?.peer;
      if (peer) await peer.replaceOutgoing(this.#outgoingOf(peer));
    }
  }

  /** What a call hears of this side, and of the other members of its conference. */
  #outgoingOf(peer: Peer): Outgoing {
    const own = makeOutgoing(peer.source, this.#audio, this.#microphone);
    const members = this.#conference.flatMap((mediaId) => this.#open.get(mediaId)?.peer ?? []);
    if (members.length < 2 || !members.includes(peer)) return own;
    return mixed(
      this.#audio,
      own,
      members.flatMap((member) => (member === peer ? [] : [member.heard.output])),
    );
  }

  /** Not waited for: a resume that is not allowed never ends, and a call must not hang on a sound. */
  #wake(): void {
    if (this.#audio.state === "suspended") void this.#audio.resume();
  }

  /** An idle desktop keeps no sound device busy. */
  #rest(): void {
    if (
      this.#open.size === 0 &&
      !this.#ring.isPlaying &&
      !this.#watch.isOn &&
      !this.#input.isAwaited &&
      this.#audio.state === "running"
    )
      void this.#audio.suspend();
  }
}
