import type { OperatorId } from "../ids.ts";
import type { HandOver, HandOverCard } from "./hand-over.ts";

/** The card as it goes along; what is empty is left out. */
export function handOverOf(fromOperatorId: OperatorId, card: HandOverCard | null, isRecorded: boolean): HandOver {
  const { note = "", topic, nextStep, script, draft } = card ?? {};
  return {
    fromOperatorId,
    note: note || null,
    ...(topic && { topic }),
    ...(nextStep && { nextStep }),
    ...(script && { script }),
    ...(draft && { draft }),
    ...(isRecorded && { isRecorded }),
  };
}

/** Whether there is anything on it but who passes the contact on. */
export function saysSomething({ note, topic, nextStep, script, draft, isRecorded }: HandOver): boolean {
  return [note, topic, nextStep, script, draft, isRecorded].some(Boolean);
}

/** What was written on it is about the customer: nothing of it stays when they are erased. */
export function handOverWithoutCustomer({ fromOperatorId, isRecorded }: HandOver): HandOver {
  return { fromOperatorId, note: null, ...(isRecorded && { isRecorded }) };
}
