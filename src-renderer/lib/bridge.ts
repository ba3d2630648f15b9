import type { Bridge } from "../../src-shared/ipc/define-contract.ts";
import type { WorkplaceContract } from "../../src-shared/ipc/workplace.ts";

export type WorkplaceBridge = Bridge<WorkplaceContract>;

declare global {
  interface Window {
    /** Given by the preload. */
    readonly tandem: WorkplaceBridge;
  }
}

export function bridge(): WorkplaceBridge {
  return window.tandem;
}
