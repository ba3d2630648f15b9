import { InteractionId } from "../../../src-shared/ids.ts";
import type { StatusView } from "../../../src-shared/ipc/workplace.ts";
import type { WrapUpView } from "../../../src-shared/ipc/wrap-up.ts";
import { ago, calm, lev, still } from "./desk-day.ts";
import { irina, NOW_MS } from "./history-rows.ts";
import type { Scenario } from "./scenario.ts";

const writtenUp: WrapUpView = {
  interactionId: InteractionId.parse("now-1"),
  direction: "in",
  customer: irina,
  queueName: "Поддержка",
  talkMs: 401_000,
  heldMs: 22_000,
  endedAtMs: ago(43),
  endedBy: "customer",
  untilMs: NOW_MS + 47_000,
  atEnd: "close",
  extension: { byMs: 30_000, left: 2 },
  isFinishing: false,
};

const onBreak: StatusView = {
  ...{ status: "break", reason: "lunch", limitMs: 1_800_000, sinceMs: ago(2205), by: "operator", pending: null },
};

const noted = {
  answers: { "notes.get": { text: "Согласилась на 21 ноября, 10–14. Просит звонок водителя за два часа." } },
};

/** What an operator sees of the work after a contact, and of a status that is other than they left it. */
export const wrapUpScenarios: readonly Scenario[] = [
  still("wrap-up", { wrapUps: [writtenUp] }, noted),
  still("wrap-up-passed-on", { wrapUps: [{ ...writtenUp, endedBy: "operator", isPassedOn: true }] }, noted),
  // Time is running out, no more of it is given, and a break follows.
  still(
    "wrap-up-ending",
    {
      status: { ...calm.status, next: { status: "break", reason: "lunch" } },
      wrapUps: [{ ...writtenUp, untilMs: NOW_MS + 8000, extension: { byMs: 30_000, left: 0 } }],
    },
    noted,
  ),
  still("break-overrun", { status: { ...onBreak, isOverrun: true } }),
  still("status-set-by", {
    status: {
      ...onBreak,
      ...({ sinceMs: ago(30), by: "system", reason: "training", limitMs: null } as const),
      setBy: { personId: "olga", name: "Ольга Ким", note: "учёба в 15:00" },
    },
  }),
];

/** The menu of statuses while others hold the places for a break; it is to be opened. */
export const placesTaken: Scenario = still("break-places-taken", {
  breakBlock: { name: null, max: 1, holders: [{ operatorId: lev.operatorId, untilMs: NOW_MS + 600_000 }] },
});
