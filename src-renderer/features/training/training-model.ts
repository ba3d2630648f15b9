import type { Workplace } from "../../../src-shared/ipc/workplace.ts";

export type TrainingBlock = "calling" | "talking" | "not-online" | "phone-not-ready" | null;

/** Why the training customer cannot be asked to call now; null when it can. */
export function trainingBlock({
  training,
  status,
  phone,
}: Pick<Workplace, "training" | "status" | "phone">): TrainingBlock {
  if (training.state !== "idle") return training.state;
  if (phone.state !== "ready") return "phone-not-ready";
  return status.status === "online" ? null : "not-online";
}
