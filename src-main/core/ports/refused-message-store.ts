import * as z from "zod";
import { LinkCommands } from "../../../src-shared/link/link-contract.ts";

/** A message of the operator that the hub did not take, as it was sent; `madeAtMs`: when it was written, on this machine. */
export const RefusedMessage = LinkCommands["message.send"].input.extend({ madeAtMs: z.number().int().nonnegative() });
export type RefusedMessage = z.output<typeof RefusedMessage>;

/** Keeps them by login until they are sent again; nowhere else is what the operator wrote. Survives a crash. */
export interface RefusedMessageStore {
  /** In the order they were kept. */
  read(login: string): readonly RefusedMessage[];
  /** All of them; throws when the disk refuses. */
  write(login: string, messages: readonly RefusedMessage[]): void;
}
