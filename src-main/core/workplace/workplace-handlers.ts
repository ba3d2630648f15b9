import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import { dialTarget } from "../../../src-shared/domain/phone-number.ts";
import type { Handlers, RequestInput } from "../../../src-shared/ipc/define-contract.ts";
import type { Workplace, WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import type { ConversationDesk } from "../conversations/conversation-desk.ts";
import { CustomerDesk } from "../customer/customer-desk.ts";
import type { CallLogDesk } from "../history/call-log-desk.ts";
import { decodeCursor, encodeCursor } from "../history/history-cursor.ts";
import { historyRow } from "../history/history-row.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { ReplyDesk } from "../replies/reply-desk.ts";
import { saveReport } from "../report/save-report.ts";
import type { ScriptDesk } from "../scripts/script-desk.ts";
import type { SoundDesk } from "../sound/sound-desk.ts";
import type { WrapUpDesk } from "../wrap-up/wrap-up-desk.ts";
import type { ChosenStatusTracker } from "./chosen-status.ts";
import type { HandOverDesk } from "./hand-over-desk.ts";
import type { HubKnowledge } from "./hub-knowledge.ts";
import { localRow } from "./hub-views.ts";
import type { OperatorDesk } from "./operator-desk.ts";
import { historyReader, searchOwnHistory } from "./own-history.ts";
import type { WaitingDesk } from "./waiting-desk.ts";
import type { WorkplaceParts } from "./workplace-parts.ts";
import type { WorkplaceState } from "./workplace-state.ts";

type HistoryQuery = Required<RequestInput<WorkplaceContract, "history.list">>;
export type Painted = RequestInput<WorkplaceContract, "window.painted">;

/** So many of the last contacts' names and numbers are looked for in the log before it goes into a report. */
const REPORTED_HISTORY = 500;

export type HandlerParts = {
  readonly parts: WorkplaceParts;
  readonly outbox: Outbox;
  readonly hub: HubKnowledge;
  readonly chosen: ChosenStatusTracker;
  readonly state: WorkplaceState;
  readonly sound: SoundDesk;
  readonly desk: OperatorDesk;
  readonly wrapUps: Pick<WrapUpDesk, "handlers">;
  readonly waiting: Pick<WaitingDesk, "handlers">;
  readonly conversations: Pick<ConversationDesk, "handlers">;
  readonly replies: Pick<ReplyDesk, "handlers">;
  readonly scripts: Pick<ScriptDesk, "handlers">;
  readonly handOver: Pick<HandOverDesk, "prepare">;
  readonly painted: (painted: Painted) => void;
};

/** What a window may ask, answered; `serve` stands before it. */
export function workplaceHandlers({
  parts,
  outbox,
  hub,
  chosen,
  state,
  sound,
  desk,
  wrapUps,
  waiting,
  conversations,
  replies,
  scripts,
  handOver,
  painted,
}: HandlerParts): Handlers<WorkplaceContract> {
  const { callLog } = desk;
  const { calls, training, windowLog, stores } = parts;
  const customers = new CustomerDesk({
    ...{ clock: parts.clock, log: parts.log, link: parts.link, mirror: stores.mirror, outbox, hub },
    linkState: () => state.facts.link,
    reader: (self) => historyReader(parts, hub, callLog, self),
  });
  return {
    ...sound.handlers,
    ...parts.accounts.handlers,
    ...parts.network.handlers,
    ...parts.headsets.handlers,
    ...parts.hubDesk.handlers,
    ...parts.sessionDesk.handlers,
    ...parts.setup.handlers,
    ...wrapUps.handlers,
    ...waiting.handlers,
    ...conversations.handlers,
    ...replies.handlers,
    ...scripts.handlers,
    ...desk.notices.handlers,
    ...customers.handlers,
    "workplace.get": () => accepted(state.get()),
    "preferences.set": (change) => setPreferences(parts, state, change),
    "operator.set-status": (status) => {
      if (status.status === "break" && !hub.knowsBreak(status.reason)) return refused("unknown-break-reason");
      const kept = chosen.choose(status);
      return kept.ok ? accepted({}) : kept;
    },
    "operator.set-next-status": ({ next }) => {
      if (next?.status === "break" && !hub.knowsBreak(next.reason)) return refused("unknown-break-reason");
      const kept = chosen.chooseNext(next);
      return kept.ok ? accepted({}) : kept;
    },
    "operator.set-auto-answer": ({ onRequest }) => {
      const kept = callLog.setAnswersOnRequest(onRequest);
      desk.show();
      return kept;
    },
    "operator.take-over": () => {
      parts.link.takeOver();
      return accepted({});
    },
    "calls.dial": ({ target, by, extension: behind = null }) => {
      // An extension of the team means somebody at the hub's exchange only.
      const isColleague = hub.facts().colleagues.some(({ extension }) => extension === target);
      const byItself = isColleague ? HUB_LINE : parts.accounts.outgoingLineId();
      const lineId = by?.lineId ?? byItself;
      const dialled = calls.dial(target, lineId, by?.name);
      if (dialled.ok && behind !== null) desk.extensions.expect(dialled.value.callId, behind);
      // What is dialled once more goes by the chosen line: an extension of another one would be somebody else there.
      if (dialled.ok && lineId === byItself) {
        callLog.noteDialled(dialTarget(target, parts.accounts.homeCountry()) ?? target);
        desk.show();
      }
      return dialled;
    },
    "calls.answer": ({ callId }) => calls.answer(callId),
    "calls.reject": ({ callId }) => calls.reject(callId),
    "calls.hang-up": ({ callId }) => calls.hangUp(callId),
    "calls.set-muted": ({ callId, muted }) => calls.setMuted(callId, muted),
    "calls.set-held": ({ callId, held }) => calls.setHeld(callId, held),
    "calls.set-recording": ({ callId, isOn }) => desk.recording.set(callId, isOn),
    "calls.send-dtmf": ({ callId, tones }) => {
      // Digits of two hands in one row would be a wrong extension.
      desk.extensions.drop(callId);
      return calls.sendDtmf(callId, tones);
    },
    "calls.drop-extension": ({ callId }) => {
      desk.extensions.drop(callId);
      return accepted({});
    },
    "calls.transfer": async ({ callId, target, name, card }) => {
      const told = await handOver.prepare(callId, card);
      return told.ok ? calls.transfer(callId, target, name) : told;
    },
    "calls.consult": async ({ callId, target, name, card }) => {
      const told = await handOver.prepare(callId, card);
      return told.ok ? calls.consult(callId, target, name) : told;
    },
    "calls.complete-transfer": ({ callId }) => calls.completeTransfer(callId),
    "calls.take-back": ({ callId }) => calls.takeBack(callId),
    "calls.conference": ({ callId }) => calls.startConference(callId),
    "history.list": (query) => listHistory(parts, hub, callLog, query),
    "history.search": (asked) => {
      try {
        return searchOwnHistory(parts, hub, callLog, state.facts.link, asked);
      } catch (error) {
        parts.log.error({ error }, "the history could not be searched");
        return refused("search-failed", "later");
      }
    },
    "history.dismiss-call-back": ({ interactionId }) => {
      const dismissed = desk.callLog.dismissCallBack(interactionId);
      desk.show();
      return dismissed;
    },
    "history.see-missed": ({ mark }) => {
      const seen = callLog.see(mark);
      desk.show();
      return seen;
    },
    "training.call-me": () => training?.callMe() ?? refused("training-unavailable"),
    "hotkeys.get": () => accepted({ keys: [...parts.hotkeys.views()] }),
    "hotkeys.set": ({ action, chord }) => parts.hotkeys.set(action, chord),
    "hotkeys.reset": () => parts.hotkeys.reset(),
    "links.take": () => accepted({ link: parts.links.take() }),
    "report.save": () => {
      const { clock, log, reportFiles } = parts;
      const past = listHistory(parts, hub, callLog, {
        cursor: null,
        limit: REPORTED_HISTORY,
        customer: null,
        only: "all",
      });
      const history = past.ok ? past.value.rows : [];
      const talks = calls.quality.recent();
      return saveReport({ files: reportFiles, clock, log, workplace: state.get(), talks, history });
    },
    "preflight.start": () =>
      parts.preflight.start({
        isLinked: state.facts.link.state === "online",
        isPhoneReady: state.facts.phone.state === "ready",
        isTalking: calls.calls().some(({ phase }) => phase !== "ended"),
        lineId: parts.accounts.outgoingLineId(),
      }),
    "preflight.play-notes": async () => {
      await parts.preflight.playNotes();
      return accepted({});
    },
    "preflight.say-heard": ({ heard }) => {
      parts.preflight.sayHeard(heard);
      return accepted({});
    },
    "window.painted": (what) => {
      painted(what);
      return accepted({});
    },
    "log.write": ({ level, message }) => {
      windowLog[level]({}, message);
      return accepted({});
    },
  };
}

function setPreferences(
  { stores, log }: WorkplaceParts,
  state: WorkplaceState,
  change: Partial<Workplace["preferences"]>,
) {
  const { locale, theme, panes, newsSeen, tourDone } = state.facts.preferences;
  // Not spread: a key that is there and undefined would take the setting away.
  const preferences = {
    locale: change.locale ?? locale,
    theme: change.theme ?? theme,
    ...optional("panes", change.panes ?? panes),
    ...optional("newsSeen", change.newsSeen ?? newsSeen),
    ...optional("tourDone", change.tourDone ?? tourDone),
  };
  try {
    stores.preferences.write(preferences);
  } catch (error) {
    log.error({ error }, "settings could not be kept");
    return refused("store-failed", "later");
  }
  state.set({ preferences });
  return accepted(preferences);
}

function optional<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}

/** One row more than asked is read: it says whether there is a next page. */
function listHistory(
  { stores, clock }: WorkplaceParts,
  hub: HubKnowledge,
  callLog: CallLogDesk,
  { cursor, limit, customer, only }: HistoryQuery,
) {
  const before = cursor === null ? accepted(null) : decodeCursor(cursor);
  if (!before.ok) return before;
  const operatorId = hub.self;
  if (operatorId === null) return accepted({ rows: [], cursor: null });
  const found = stores.mirror.history({
    before: before.value,
    limit: limit + 1,
    customer,
    operatorId,
    isMissed: only === "missed",
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const reader = historyReader({ stores, clock }, hub, callLog, operatorId);
  return accepted({
    rows: page.map((interaction) => localRow(historyRow(interaction, reader), hub.toLocal)),
    cursor: found.length > limit && last ? encodeCursor(last) : null,
  });
}
