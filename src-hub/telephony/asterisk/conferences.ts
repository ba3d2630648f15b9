import type { HubClock } from "../../clock.ts";

/** A talk of somebody in which nobody holds and nothing is being passed on. */
export type OpenTalk = {
  /** The SIP user, or the number, of the other side. */
  readonly far: string;
  /** Whether the one whose talk it is made the call. */
  readonly hasDialled: boolean;
};

/** A call, as far as a talk of three needs it. */
export interface ConferenceCall {
  openTalkOf(user: string): OpenTalk | null;
  /** `user` goes, and leaves the place to whom they talk with in the other call, which is over then. */
  leaveTo(user: string, other: this): boolean;
}

type ConferencesNeeds<Call extends ConferenceCall> = {
  readonly clock: Pick<HubClock, "after">;
  readonly calls: () => Iterable<Call>;
  readonly isOfTeam: (user: string) => boolean;
  /** Whether the PBX can be asked now. */
  readonly isUp: () => boolean;
  /** How long a talk of three waits for the phone that mixes it. */
  readonly waitMs: number;
};

/**
 * Talks of three. A desktop mixes them, so the PBX sees two talks of one phone, and none of them on hold: phones hold the
 * one they do not speak in. When that phone is gone the two others hear nobody; they are joined, as if it had left by a
 * transfer. Strangers who called by themselves are never joined: one of the two is of the team, or was called by the phone.
 */
export class Conferences<Call extends ConferenceCall> {
  readonly #needs: ConferencesNeeds<Call>;
  readonly #waits = new Map<string, () => void>();

  constructor(needs: ConferencesNeeds<Call>) {
    this.#needs = needs;
  }

  phoneChanged(user: string, registered: boolean): void {
    this.#stop(user);
    if (registered) return;
    const { clock, waitMs } = this.#needs;
    this.#waits.set(
      user,
      clock.after(waitMs, () => {
        this.#waits.delete(user);
        this.#leave(user);
      }),
    );
  }

  dispose(): void {
    for (const user of [...this.#waits.keys()]) this.#stop(user);
  }

  #leave(user: string): void {
    const { calls, isOfTeam, isUp } = this.#needs;
    if (!isUp()) return;
    const talks = [...calls()].flatMap((call) => {
      const talk = call.openTalkOf(user);
      return talk ? [{ call, isOfTeam: isOfTeam(talk.far), hasDialled: talk.hasDialled }] : [];
    });
    const [first, second] = talks;
    if (!first || !second || talks.length > 2) return;
    if (!talks.some((talk) => talk.isOfTeam || talk.hasDialled)) return;
    // The customer's contact goes on; the talk with the colleague, or with who was called later, goes into it.
    const [host, guest] = first.isOfTeam && !second.isOfTeam ? [second, first] : [first, second];
    host.call.leaveTo(user, guest.call);
  }

  #stop(user: string): void {
    this.#waits.get(user)?.();
    this.#waits.delete(user);
  }
}
