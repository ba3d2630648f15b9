import type {
  IpcCommonError,
  RequestError,
  RequestInput,
  RequestOutput,
} from "../../src-shared/ipc/define-contract.ts";
import type { WorkplaceContract } from "../../src-shared/ipc/workplace.ts";
import { type Result, refused } from "../../src-shared/result.ts";
import { bridge } from "./bridge.ts";
import { rendererLog } from "./log.ts";

export type RequestName = keyof WorkplaceContract["requests"] & string;

export type Answer<N extends RequestName> = Result<
  RequestOutput<WorkplaceContract, N>,
  RequestError<WorkplaceContract, N> | IpcCommonError
>;

/** Asks main; a broken channel becomes the refusal `ipc-fault`, so that callers know one kind of "no". */
export async function ask<N extends RequestName>(
  name: N,
  input: RequestInput<WorkplaceContract, N>,
): Promise<Answer<N>> {
  try {
    return await bridge().invoke(name, input);
  } catch (fault) {
    rendererLog.error(`${name} failed: ${describeFault(fault)}`);
    return refused("ipc-fault", "later");
  }
}

export function describeFault(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? `${fault.name}: ${fault.message}`) : String(fault);
}
