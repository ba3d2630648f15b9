import type { Recording } from "../../src-shared/domain/recording.ts";
import type { Role } from "../../src-shared/domain/rights.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import { type RecordingQuestion, type RecordingScope, readRecording, readRecordings } from "../log/recording-store.ts";
import type { RecordedSound, Telephony } from "../telephony/telephony.ts";
import type { HubService } from "./hub-service.ts";

/** A player asks for a recording piece by piece: within this time it is one listening. */
const ONE_LISTENING_MS = 10 * 60_000;
const MOST_REMEMBERED = 10_000;

export type Listener = { readonly personId: OperatorId; readonly role: Role };

type RecordingDeskNeeds = {
  readonly db: HubDatabase;
  readonly clock: Pick<HubClock, "nowMs">;
  readonly directory: Directory;
  readonly telephony: Pick<Telephony, "readRecording">;
  readonly service: Pick<HubService, "note">;
};

type Unheard = "unknown-recording" | "still-recording" | "recording-gone" | "recordings-elsewhere" | "exchange-away";

/**
 * Recordings of talks for those who lead a team. A supervisor of groups hears the talks of people of these groups, and
 * their own; one without a group looks after everybody, as an administrator does. What may not be heard looks as if it
 * were not there. Each listening is a fact of the log before the first byte goes out.
 */
export class RecordingDesk {
  readonly #needs: RecordingDeskNeeds;
  /** When somebody began to listen to something. */
  readonly #listenings = new Map<string, number>();

  constructor(needs: RecordingDeskNeeds) {
    this.#needs = needs;
  }

  list(listener: Listener, question: Omit<RecordingQuestion, "scope">) {
    return readRecordings(this.#needs.db, { ...question, scope: this.#scopeOf(listener) });
  }

  async find(listener: Listener, recordingId: number): Promise<Recording | null> {
    return (await readRecording(this.#needs.db, recordingId, this.#scopeOf(listener)))?.recording ?? null;
  }

  async listen(listener: Listener, recordingId: number): Promise<Result<RecordedSound, Unheard>> {
    const { db, telephony } = this.#needs;
    const found = await readRecording(db, recordingId, this.#scopeOf(listener));
    if (!found) return refused("unknown-recording");
    const { name, recording } = found;
    if (recording.state === "recording" || recording.state === "paused") return refused("still-recording");
    if (!telephony.readRecording) return refused("recordings-elsewhere");
    // Whatever the PBX failed by, it is away for whoever asks; its adapter has logged why.
    const sound = await telephony.readRecording(name).catch(() => "away" as const);
    if (sound === "away") return refused("exchange-away");
    if (!sound) return refused("recording-gone");
    await this.#tell(listener, recording);
    return accepted(sound);
  }

  async #tell({ personId }: Listener, { recordingId, interactionId }: Recording): Promise<void> {
    const { clock, service } = this.#needs;
    const key = `${personId} ${recordingId}`;
    const nowMs = clock.nowMs();
    const beganMs = this.#listenings.get(key);
    if (beganMs !== undefined && nowMs - beganMs < ONE_LISTENING_MS) return;
    const payload = { recordingId, interactionId };
    await service.note([{ type: "recording.listened", actor: personId, payload }]);
    if (this.#listenings.size >= MOST_REMEMBERED) this.#listenings.clear();
    this.#listenings.set(key, nowMs);
  }

  #scopeOf({ personId, role }: Listener): RecordingScope {
    const { directory } = this.#needs;
    const groups = directory.operator(personId)?.groups ?? [];
    if (role === "administrator" || groups.length === 0) return null;
    const isLed = ({ groups: of = [] }: { readonly groups?: readonly string[] | undefined }) =>
      of.some((group) => groups.some((led) => led === group));
    return [personId, ...directory.team.operators.filter(isLed).map(({ operatorId }) => operatorId)];
  }
}
