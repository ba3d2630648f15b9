import { CALL_BACK_TAKEN, type Phrase } from "../../../src-shared/domain/announcements/phrases.ts";
import type { CustomerLanguage } from "../../../src-shared/domain/distribution/text-rules.ts";
import type { HubClock } from "../../clock.ts";
import type { Farewell } from "../telephony.ts";
import type { AriRest } from "./ari/ari-rest.ts";
import type { CallWork } from "./call-work.ts";
import type { AsteriskPatience } from "./patience.ts";

/** The key that asks for a call back. */
const CALL_BACK_KEY = "1";
/** No word takes as long: that it ended was told while the PBX was not heard. */
const LONGEST_WORD_MS = 60_000;

export type CallVoiceNeeds = {
  readonly rest: AriRest;
  readonly clock: Pick<HubClock, "after" | "newId" | "nowMs">;
  readonly patience: Pick<AsteriskPatience, "keyMs" | "farewellMs">;
  readonly work: CallWork;
  /** Where Asterisk finds the announcements: a folder of its sounds, or a whole path. */
  readonly sounds: string;
};

/** In which language somebody is told what. */
export type SayWhat = readonly [language: CustomerLanguage, phrases: readonly Phrase[]];

export type FarewellListener = { readonly wanted: () => void; readonly over: () => void };

type Leaving = {
  readonly channelId: string;
  readonly farewell: Farewell;
  readonly listener: FarewellListener;
  isWanted: boolean;
  stopTimer: () => void;
};

/** What one caller is told by announcements, one at a time. */
export class CallVoice {
  readonly #needs: CallVoiceNeeds;
  #playbackId: string | null = null;
  #playsSinceMs = 0;
  #leaving: Leaving | null = null;

  constructor(needs: CallVoiceNeeds) {
    this.#needs = needs;
  }

  /** Says something to somebody who waits. What they still hear is not talked over. */
  say(channelId: string, language: CustomerLanguage, phrases: readonly Phrase[]): void {
    const playsForMs = this.#needs.clock.nowMs() - this.#playsSinceMs;
    const isHeard = this.#playbackId !== null && playsForMs < LONGEST_WORD_MS;
    if (!isHeard && !this.#leaving) this.#play(channelId, language, phrases);
  }

  /** Stops what is being said: somebody answered. */
  stop(): void {
    const { rest, work } = this.#needs;
    const playbackId = this.#playbackId;
    this.over();
    if (playbackId !== null) work.do(() => rest.stopPlayback(playbackId));
  }

  /** Nobody listens any more. */
  over(): void {
    this.#playbackId = null;
    this.#leaving?.stopTimer();
    this.#leaving = null;
  }

  /** Says the last words, listens for the key, and tells when all is over. */
  letGo(channelId: string, farewell: Farewell, listener: FarewellListener): void {
    const { clock, patience } = this.#needs;
    this.stop();
    const stopTimer = clock.after(patience.farewellMs, listener.over);
    this.#leaving = { channelId, farewell, listener, isWanted: false, stopTimer };
    this.#play(channelId, farewell.language, farewell.phrases);
  }

  playbackOver(playbackId: string): void {
    if (playbackId !== this.#playbackId) return;
    this.#playbackId = null;
    const leaving = this.#leaving;
    if (!leaving) return;
    const { farewell, isWanted, listener } = leaving;
    leaving.stopTimer();
    if (!farewell.offersCallBack || isWanted) listener.over();
    else leaving.stopTimer = this.#needs.clock.after(this.#needs.patience.keyMs, listener.over);
  }

  keyPressed(key: string): void {
    const leaving = this.#leaving;
    if (key !== CALL_BACK_KEY || !leaving?.farewell.offersCallBack || leaving.isWanted) return;
    leaving.isWanted = true;
    const { channelId, farewell, listener } = leaving;
    const { clock, patience, rest, work } = this.#needs;
    const heard = this.#playbackId;
    if (heard !== null) work.do(() => rest.stopPlayback(heard));
    leaving.stopTimer();
    leaving.stopTimer = clock.after(patience.farewellMs, listener.over);
    listener.wanted();
    this.#play(channelId, farewell.language, CALL_BACK_TAKEN);
  }

  #play(channelId: string, language: CustomerLanguage, phrases: readonly Phrase[]): void {
    const { clock, rest, sounds, work } = this.#needs;
    const playbackId = clock.newId();
    this.#playbackId = playbackId;
    this.#playsSinceMs = clock.nowMs();
    const media = phrases.map((phrase) => `sound:${sounds}/${language}/${phrase}`);
    work.do(async () => {
      if (this.#playbackId !== playbackId) return;
      try {
        await rest.play(channelId, playbackId, media);
      } catch (error) {
        this.playbackOver(playbackId);
        throw error;
      }
    });
  }
}
