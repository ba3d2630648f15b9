import type { HubFileRefusal, HubFiles } from "../../src-main/core/ports/hub-files.ts";
import { accepted, refused } from "../../src-shared/result.ts";

type Kept = { readonly type: string; readonly bytes: Uint8Array };

/** `HubFiles` without a hub. A way is good once it was given (`kept.set`); a file is put and got by the same. */
export class FakeHubFiles implements HubFiles {
  /** Null: its bytes did not come yet; `refused`: they were those of a program. */
  readonly kept = new Map<string, Kept | null | "refused">();
  /** What is answered instead; null: nothing. */
  refusal: HubFileRefusal | null = null;
  /** What bytes that are put turn out to be. */
  type = "image/png";
  asked = 0;

  async get(path: string) {
    this.asked += 1;
    const file = this.kept.get(path);
    if (this.refusal) return refused(this.refusal, "later");
    if (file === "refused") return refused("file-refused" as const);
    if (file === null) return refused("not-yet" as const, "later");
    return file ? accepted(file) : refused("unknown-file" as const);
  }

  async put(path: string, bytes: Uint8Array) {
    this.asked += 1;
    if (this.refusal) return refused(this.refusal, "later");
    if (this.kept.get(path) !== null) return refused("unknown-file" as const);
    const isProgram = Buffer.from(bytes).subarray(0, 2).toString("latin1") === "MZ";
    this.kept.set(path, isProgram ? "refused" : { type: this.type, bytes });
    return isProgram ? refused("file-refused" as const) : accepted({ type: this.type });
  }
}
