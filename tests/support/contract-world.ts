import type { CallSignalling } from "../../src-main/core/ports/call-signalling.ts";
import type { FakeMedia } from "./fake-media.ts";

/** A phone of the suite: `start` with the right password or a wrong one; `user` is what others dial. */
export type ContractPhone = {
  readonly user: string;
  readonly signalling: CallSignalling;
  readonly media: FakeMedia;
  start(isPasswordRight: boolean): void;
};

export type ContractWorld = {
  readonly anna: ContractPhone;
  readonly boris: ContractPhone;
  readonly vera: ContractPhone;
  /** A number that nobody has. */
  readonly nobody: string;
  stop(): Promise<void>;
};
