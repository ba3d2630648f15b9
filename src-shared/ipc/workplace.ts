import * as z from "zod";
import { BreakRefusal } from "../domain/break-limits.ts";
import { Channel, ChannelKind } from "../domain/channel.ts";
import { BreakReason, ChosenStatus, OperatorStatus, StatusActor, StatusSetter } from "../domain/operator-status.ts";
import { PhoneFailure } from "../domain/phone-failure.ts";
import { LiveQuality, QualityWindow } from "../domain/quality/call-quality.ts";
import { SipLine } from "../domain/sip-line.ts";
import { Operator } from "../domain/team.ts";
import { TopicSettings } from "../domain/topics/topic-settings.ts";
import { Customer, EndedBy, InteractionResult, OfferReason } from "../events/log-event.ts";
import { CallId, ConversationId, InteractionId, LineId, OperatorId } from "../ids.ts";
import { accountRequests } from "./accounts.ts";
import { AutoAnswerView, autoAnswerRequests } from "./auto-answer.ts";
import { CallBackView } from "./call-back-view.ts";
import { callLinkEvents, callLinkRequests } from "./call-link.ts";
import { CallBack, callLogRequests, MissedCall, MissedView } from "./call-log.ts";
import { ColleagueLineView } from "./colleague-lines.ts";
import { conversationEvents, conversationParts, conversationRequests } from "./conversations.ts";
import { customerRequests } from "./customer.ts";
import { defineContract } from "./define-contract.ts";
import { Extension, ExtensionView, extensionRequests } from "./extension.ts";
import { HandOverView, QueueView } from "./hand-over-view.ts";
import { HeadsetsView, headsetEvents, headsetRequests } from "./headset.ts";
import { FoundText, HistorySearch, historyEvents } from "./history-search.ts";
import { hotkeyRequests } from "./hotkeys.ts";
import { LeadDeedsView } from "./lead-deeds-view.ts";
import { NetworkView, networkRequests } from "./network.ts";
import { Notice, noticeRequests } from "./notices.ts";
import { OutcomeView } from "./outcome-view.ts";
import { outcomeRequests } from "./outcomes.ts";
import { PanePreferences } from "./pane-preferences.ts";
import { Preflight, preflightRequests } from "./preflight.ts";
import { RecordingView, recordingEvents, recordingRequests } from "./recording.ts";
import { replyEvents, replyRequests } from "./replies.ts";
import { scriptEvents, scriptRequests } from "./scripts.ts";
import { SeenNews } from "./seen-news.ts";
import { SessionView, sessionRequests } from "./session.ts";
import { setupEvents, setupRequests } from "./setup.ts";
import { SoundView, soundEvents, soundRequests } from "./sound.ts";
import { statusRequests } from "./status.ts";
import { TourDone } from "./tour-done.ts";
import { TrainingView, trainingRequests } from "./training.ts";
import { transferRequests } from "./transfer-requests.ts";
import { TransferView } from "./transfer-view.ts";
import { VisitView } from "./visit-view.ts";
import { WaitingView, waitingRequests } from "./waiting-view.ts";
import { windowRequests } from "./window-requests.ts";
import { WrapUpView, wrapUpEvents, wrapUpRequests } from "./wrap-up.ts";

const EpochMs = z.number().int().nonnegative();

/** Registration of the phone, as it really is. `retryAtMs` is set while waiting to try again, `failure` says why. */
export const PhoneState = z.object({
  state: z.enum(["off", "connecting", "registering", "ready", "waiting", "refused"]),
  sinceMs: EpochMs,
  retryAtMs: EpochMs.nullable(),
  failure: PhoneFailure.nullable(),
});
export type PhoneState = z.output<typeof PhoneState>;

/** A line of this desktop and how it stands. The hub's `server` is where the hub is, empty when it is inside. */
export const LineView = SipLine.extend({
  kind: z.enum(["hub", "sip"]),
  user: z.string().max(64),
  server: z.string().max(256),
  phone: PhoneState,
});
export type LineView = z.output<typeof LineView>;

/** The link to the hub. `dataAtMs`: when what is shown was last known to be true. */
export const LinkState = z.object({
  state: z.enum(["connecting", "online", "offline", "refused"]),
  sinceMs: EpochMs,
  dataAtMs: EpochMs.nullable(),
  refusal: z.string().max(64).nullable(),
});
export type LinkState = z.output<typeof LinkState>;

/** The media window and its microphone. `gone`: the window died and is being made again. */
export const MediaState = z.enum(["starting", "ready", "no-microphone", "microphone-denied", "gone"]);
export type MediaState = z.output<typeof MediaState>;

/** The operator's status as last told by the hub; `pending` is what was chosen and has not reached the hub yet. */
export const StatusView = z.object({
  status: OperatorStatus,
  reason: z.string().nullable(),
  limitMs: z.number().int().positive().nullable(),
  sinceMs: EpochMs,
  by: StatusActor,
  pending: ChosenStatus.nullable(),
  /** What follows when the last contact is done. */
  next: ChosenStatus.optional(),
  /** Somebody else set it. */
  setBy: StatusSetter.optional(),
  isOverrun: z.literal(true).optional(),
});
export type StatusView = z.output<typeof StatusView>;

/** A call of this desktop, as it is now. An ended call stays for a few seconds so that its end can be read. */
export const CallView = z.object({
  callId: CallId,
  interactionId: InteractionId.nullable(),
  /** Which line rang, or was dialled by. */
  lineId: LineId,
  direction: z.enum(["in", "out"]),
  phase: z.enum(["ringing", "dialling", "early-media", "connecting", "talking", "ending", "ended"]),
  customer: Customer,
  queueName: z.string().nullable(),
  reasons: z.array(OfferReason),
  startedAtMs: EpochMs,
  ringUntilMs: EpochMs.nullable(),
  answeredAtMs: EpochMs.nullable(),
  endedAtMs: EpochMs.nullable(),
  end: z.object({ by: EndedBy, result: InteractionResult }).nullable(),
  isMuted: z.boolean(),
  /** Hold of this side and of the other side: since when, or null. */
  heldSinceMs: EpochMs.nullable(),
  heldByCustomerSinceMs: EpochMs.nullable(),
  /** Sound as it is: `flowing` only while packets really arrive. */
  media: z.enum(["none", "connecting", "flowing", "silent", "lost"]),
  /**
   * The sound of the talk is broken and being mended: nothing is heard here, nothing arrives there, or the connection is
   * lost. `ice`, `fresh`: what is tried now; `given-up`: nothing helped, the customer should be called anew.
   */
  soundRepair: z
    .object({
      fault: z.enum(["not-heard", "not-arriving", "lost"]),
      step: z.enum(["ice", "fresh", "given-up"]),
      sinceMs: EpochMs,
    })
    .nullable(),
  /** The exchange does not see the customer and nothing is heard: the talk ends then, unless the sound comes back. */
  fadesAtMs: EpochMs.nullable(),
  /** Tones sent so far, as typed. */
  dtmf: z.string().max(256),
  /** How a talk sounds; null until it was measured for some seconds. */
  quality: LiveQuality.nullable(),
  /** The talk is being passed on; the customer comes back when it fails. */
  transfer: TransferView.nullable(),
  /** Who took the talk over, once a transfer went through. */
  transferredTo: Customer.nullable(),
  /** This call asks somebody about that one, which waits on hold. */
  consultOf: CallId.nullable(),
  /** All calls with this hear each other and the operator. */
  isInConference: z.boolean(),
  visit: VisitView.optional(),
  /** The order of a call-back that it is about. */
  callBack: CallBackView.optional(),
  /** What the colleague wrote who passed it on, or asks about it. */
  handOver: HandOverView.optional(),
  lead: LeadDeedsView.optional(),
});
export type CallView = z.output<typeof CallView>;

/** How a colleague stands now, as far as this desktop's mirror knows; `isTalking`: a contact is with them. */
export const ColleagueState = z.object({
  operatorId: OperatorId,
  status: OperatorStatus,
  reason: z.string().nullable(),
  sinceMs: EpochMs,
  isTalking: z.boolean(),
});
export type ColleagueState = z.output<typeof ColleagueState>;

export const Preferences = z.object({
  locale: z.enum(["ru", "en"]),
  theme: z.enum(["system", "light", "dark"]),
  panes: PanePreferences.optional(),
  newsSeen: SeenNews.optional(),
  tourDone: TourDone.optional(),
});
export type Preferences = z.output<typeof Preferences>;

/** All the operator window shows; `revision` grows by one with each change. */
export const Workplace = z.object({
  revision: z.number().int().nonnegative(),
  operator: Operator.nullable(),
  colleagues: z.array(Operator),
  colleagueStates: z.array(ColleagueState),
  status: StatusView,
  breakReasons: z.array(BreakReason),
  /** Why there is no place for a break now, as far as this desktop's mirror knows; null: there is one. */
  breakBlock: BreakRefusal.nullable(),
  /** What this operator has still to write up, oldest first. */
  wrapUps: z.array(WrapUpView),
  /** The hub's line: its calls are the queue's. */
  phone: PhoneState,
  /** All lines, the hub's first. */
  lines: z.array(LineView),
  /** By which of them the dial field calls. */
  outgoingLineId: LineId,
  /** The colleagues of the accounts and how their lines stand at their PBX, in the order of the settings. */
  colleagueLines: z.array(ColleagueLineView),
  /** Numbers without a country code are read as this country's: ISO 3166-1. */
  homeCountry: z.string(),
  network: NetworkView,
  session: SessionView.nullable(),
  link: LinkState,
  media: MediaState,
  calls: z.array(CallView),
  waiting: z.array(WaitingView),
  ...conversationParts,
  /** Where a talk can be passed on to wait; absent: the hub was not heard yet. */
  queues: z.array(QueueView).optional(),
  /** What contacts are about, and what is asked for at their end; absent: the team never said. */
  topics: TopicSettings.optional(),
  missed: MissedView,
  /** Talks of this operator that broke off and wait to be called back, the newest first. */
  callBacks: z.array(CallBack),
  /** The number this operator dialled last, as it would be dialled again; null: none yet. */
  redial: z.string().max(128).nullable(),
  autoAnswer: AutoAnswerView,
  recordings: z.array(RecordingView),
  extensions: z.array(ExtensionView),
  training: TrainingView,
  /** The last check of the connection, or the one that runs; null: there was none. */
  preflight: Preflight.nullable(),
  preferences: Preferences,
  sound: SoundView,
  headsets: HeadsetsView,
  /** What was told in this shift, the newest first. */
  notices: z.array(Notice),
  /** `keyStore: obscured`: the system has no keyring, so what seals the database keys is no secret (Linux `basic_text`). */
  host: z.object({
    kind: z.enum(["electron", "stand-in"]),
    version: z.string(),
    platform: z.string(),
    keyStore: z.enum(["system", "obscured"]),
  }),
  /** Hub clock minus this machine's clock, ms; already applied to every time in this object (all are this machine's). */
  hubClockOffsetMs: z.number(),
});
export type Workplace = z.output<typeof Workplace>;

/** A row of the history, from this operator's side. `talkMs` is null when there was no talk. */
export const HistoryRow = z.object({
  interactionId: InteractionId,
  atMs: EpochMs,
  direction: z.enum(["in", "out"]),
  customer: Customer,
  queueName: z.string().nullable(),
  operatorId: OperatorId.nullable(),
  operatorName: z.string().nullable(),
  waitMs: z.number().int().nonnegative(),
  talkMs: z.number().int().nonnegative().nullable(),
  heldMs: z.number().int().nonnegative(),
  endedBy: EndedBy.nullable(),
  /** How it ended for this operator: `no-answer` and `declined` may have been answered by a colleague. Null: it still goes on. */
  result: InteractionResult.nullable(),
  /** How this operator's talk sounded, as MOS (1…4.5): its mean and its worst five seconds. Null: not measured. */
  quality: z.object({ mos: z.number(), minMos: z.number() }).nullable(),
  /** The call rang at this operator in vain; null: it was answered here, declined, or made from here. */
  missed: MissedCall.nullable(),
  visit: VisitView.optional(),
  /** It was written; the whole conversation can be read. Absent: it was spoken. */
  text: z.object({ conversationId: ConversationId, channel: Channel }).optional(),
  /** What this operator said of it; absent: nothing. */
  outcome: OutcomeView.optional(),
});
export type HistoryRow = z.output<typeof HistoryRow>;

/** A row of the search: `found` says by what, at most three texts; empty: by a filter, or by the name of a queue or a colleague. */
export const FoundRow = HistoryRow.extend({ kind: ChannelKind, found: z.array(FoundText).max(3) });
export type FoundRow = z.output<typeof FoundRow>;

const CallOnly = z.object({ callId: CallId });
const Done = z.object({});

/** What the operator's window may ask of main, and what main tells it. */
export const workplaceContract = defineContract({
  requests: {
    ...soundRequests,
    ...callLogRequests,
    ...callLinkRequests,
    ...autoAnswerRequests,
    ...recordingRequests,
    ...extensionRequests,
    ...sessionRequests,
    ...accountRequests,
    ...setupRequests,
    ...headsetRequests,
    ...networkRequests,
    ...noticeRequests,
    ...wrapUpRequests,
    ...outcomeRequests,
    ...waitingRequests,
    ...statusRequests,
    ...hotkeyRequests,
    ...preflightRequests,
    ...transferRequests,
    ...customerRequests,
    ...conversationRequests,
    ...replyRequests,
    ...scriptRequests,
    ...trainingRequests,
    /** The whole workplace; asked at start, and again when a revision is missing. */
    "workplace.get": { input: z.object({}), output: Workplace, errors: [] },
    "preferences.set": { input: Preferences.partial(), output: Preferences, errors: ["store-failed"] },
    /**
     * `target`: a phone number or an extension as typed; main normalises it. Without `by` it goes by the chosen line.
     * `extension` goes as tones after the answer.
     */
    "calls.dial": {
      input: z.object({
        target: z.string().trim().min(1).max(128),
        by: z.object({ lineId: LineId, name: z.string().trim().min(1).max(128).nullable() }).optional(),
        extension: Extension.nullable().optional(),
      }),
      output: CallOnly,
      errors: ["phone-not-ready", "bad-number", "already-talking"],
    },
    /** Answers; a talk that goes on is held first. */
    "calls.answer": { input: CallOnly, output: Done, errors: ["call-not-found", "not-ringing"] },
    "calls.reject": { input: CallOnly, output: Done, errors: ["call-not-found", "not-ringing"] },
    /** Ends a talk or cancels a dialling. */
    "calls.hang-up": { input: CallOnly, output: Done, errors: ["call-not-found"] },
    "calls.set-muted": { input: CallOnly.extend({ muted: z.boolean() }), output: Done, errors: ["call-not-found"] },
    "calls.set-held": {
      input: CallOnly.extend({ held: z.boolean() }),
      output: Done,
      errors: ["call-not-found", "not-talking", "hold-refused"],
    },
    "calls.send-dtmf": {
      input: CallOnly.extend({ tones: z.string().regex(/^[0-9*#A-D]{1,32}$/) }),
      output: Done,
      errors: ["call-not-found", "not-talking", "dtmf-refused"],
    },
    /** Newest first. `cursor` is what the last answer gave; `customer` narrows to one address, `only` to missed calls. */
    "history.list": {
      input: z.object({
        cursor: z.string().max(128).nullable(),
        limit: z.number().int().min(1).max(200),
        customer: z.string().max(128).nullable(),
        only: z.enum(["all", "missed"]).default("all"),
      }),
      output: z.object({ rows: z.array(HistoryRow), cursor: z.string().nullable() }),
      errors: ["bad-cursor"],
    },
    /**
     * Looks through all that this desktop holds of the operator's contacts, also without the hub. `staleSinceMs`: the link is
     * down, and what came since then is not among it. `isIndexing`: what was there before the search was is still being read.
     */
    "history.search": {
      input: HistorySearch,
      output: z.object({
        rows: z.array(FoundRow),
        cursor: z.string().nullable(),
        staleSinceMs: EpochMs.nullable(),
        isIndexing: z.boolean(),
      }),
      errors: ["bad-cursor", "search-failed"],
    },
    /** «Сообщить о проблеме»: saves a file for IT without anybody's name or number, and shows it in its folder. */
    "report.save": { input: z.object({}), output: z.object({ file: z.string() }), errors: ["report-failed"] },
    ...windowRequests,
  },
  events: {
    ...soundEvents,
    ...headsetEvents,
    ...recordingEvents,
    ...setupEvents,
    ...callLinkEvents,
    ...wrapUpEvents,
    ...conversationEvents,
    ...replyEvents,
    ...scriptEvents,
    /** Changed parts of the workplace; `revision` is the last one plus one, or the window asks for the whole again. */
    "workplace.changed": Workplace.omit({ revision: true }).partial().extend({ revision: z.number().int().positive() }),
    /** The last five seconds of a talk in numbers; lossy, not numbered. */
    "calls.measured": z.object({ callId: CallId, window: QualityWindow }),
    /** Sound levels of a talk, 0…1, about 15 times a second; lossy, not numbered. */
    "calls.levelled": z.object({ callId: CallId, you: z.number().min(0).max(1), customer: z.number().min(0).max(1) }),
    /**
     * Something went otherwise than asked in a call that goes on. `held-locally`: the hold was refused while another
     * call was answered, so the customer waits in silence. `dialog-gone`: the exchange has forgotten the talk.
     */
    "calls.troubled": z.object({ callId: CallId, trouble: z.enum(["held-locally", "dialog-gone"]) }),
    /**
     * What came of a transfer, or of a consultation that ended by itself. In all but `done` the customer is back; `kept`: they
     * could not be joined, and both talks stand as before.
     */
    "calls.transferred": z.object({
      callId: CallId,
      outcome: z.enum(["done", "busy", "declined", "no-answer", "not-found", "left", "failed", "kept"]),
      party: Customer,
    }),
    /** «Не беспокоить» has been on since `sinceMs`, and nothing ends it by itself. */
    "operator.reminded": z.object({ sinceMs: EpochMs }),
    ...historyEvents,
  },
});
export type WorkplaceContract = typeof workplaceContract;
