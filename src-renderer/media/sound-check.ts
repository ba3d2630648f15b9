import type { RequestOutput } from "../../src-shared/ipc/define-contract.ts";
import type { MediaContract } from "../../src-shared/ipc/media.ts";
import { SILENCE_DB } from "./level-scale.ts";
import type { Microphone } from "./microphone.ts";
import { SoundMeter } from "./sound-meter.ts";

type Found = RequestOutput<MediaContract, "media.check-sound">;

const BLOCK_MS = 40;

/** Opens the microphone, listens to it for a while, and looks whether there is anything to hear with. */
export async function checkSound(audio: AudioContext, microphone: Microphone, forMs: number): Promise<Found> {
  const state = await microphone.open();
  const track = microphone.bareTrack();
  const levelDb = track ? await loudest(audio, track, forMs) : SILENCE_DB;
  const label = track?.label || null;
  track?.stop();
  const outputs = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "audiooutput");
  return {
    microphone: state === "live" && !track ? "missing" : state,
    label: label?.slice(0, 256) ?? null,
    levelDb,
    output: { isThere: outputs.length > 0, label: outputs[0]?.label.slice(0, 256) || null },
  };
}

async function loudest(audio: AudioContext, track: MediaStreamTrack, forMs: number): Promise<number> {
  const meter = new SoundMeter(audio);
  meter.listenTo(track);
  let levelDb = SILENCE_DB;
  const untilMs = performance.now() + forMs;
  while (performance.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, BLOCK_MS));
    levelDb = Math.max(levelDb, meter.loudnessDb());
  }
  meter.close();
  return levelDb;
}
