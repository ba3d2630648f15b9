import type { CallId } from "../../../src-shared/ids.ts";
import type { TrainingView } from "../../../src-shared/ipc/training.ts";
import type { Workplace } from "../../../src-shared/ipc/workplace.ts";
import type { AccountDesk } from "../accounts/account-desk.ts";
import type { HubDesk } from "../accounts/hub-desk.ts";
import type { SetupDesk } from "../accounts/setup-desk.ts";
import type { CallLinks } from "../calls/call-links.ts";
import type { CallService } from "../calls/call-service.ts";
import type { Recorder } from "../calls/recording-desk.ts";
import type { ConversationDeskParts } from "../conversations/conversation-desk.ts";
import type { HeadsetDesk } from "../headset/headset-desk.ts";
import type { HotkeyDesk } from "../hotkeys/hotkey-desk.ts";
import type { NetworkDesk } from "../network/network-desk.ts";
import type { SipAccount } from "../ports/call-signalling.ts";
import type { Clock } from "../ports/clock.ts";
import type { DraftStore } from "../ports/draft-store.ts";
import type { HubLink } from "../ports/hub-link.ts";
import type { Log } from "../ports/log.ts";
import type { Media } from "../ports/media.ts";
import type { OperatorNotesStore } from "../ports/operator-notes.ts";
import type { OwnFileStore } from "../ports/own-file-store.ts";
import type { RefusedMessageStore } from "../ports/refused-message-store.ts";
import type { ReportFiles } from "../ports/report-files.ts";
import type { SearchStore } from "../ports/search-store.ts";
import type { MirrorStore, OutboxStore, PreferenceStore, SoundStore, WelcomeStore } from "../ports/store.ts";
import type { PreflightCheck } from "../preflight/preflight-check.ts";
import type { SessionDesk } from "../session/session-desk.ts";
import type { TrainingCustomer } from "../training/training-customer.ts";

/** The desktop's calls, as far as the workplace shows and commands them. */
export type WorkplaceCalls = Pick<
  CallService,
  | "calls"
  | "phone"
  | "dial"
  | "answer"
  | "reject"
  | "hangUp"
  | "setMuted"
  | "setHeld"
  | "sendDtmf"
  | "transfer"
  | "consult"
  | "completeTransfer"
  | "takeBack"
  | "startConference"
  | "onTransfer"
  | "tie"
  | "onChange"
  | "onLevels"
  | "callsElsewhere"
  | "onCallOver"
  | "onTalkSurvived"
  | "onTrouble"
> & { readonly quality: Pick<CallService["quality"], "live" | "recent" | "onChange" | "onMeasured"> };

export type WorkplaceStores = {
  readonly mirror: MirrorStore;
  readonly search: SearchStore;
  readonly welcome: WelcomeStore;
  readonly outbox: OutboxStore;
  readonly preferences: PreferenceStore;
  readonly sound: SoundStore;
  readonly drafts: DraftStore;
  readonly refusedMessages: RefusedMessageStore;
  readonly ownFiles: OwnFileStore;
  readonly notes: OperatorNotesStore;
};

/** All the workplace is made of. */
export type WorkplaceParts = {
  readonly clock: Clock;
  readonly log: Log;
  /** Where the lines of the windows go. */
  readonly windowLog: Log;
  readonly link: HubLink;
  readonly stores: WorkplaceStores;
  readonly calls: WorkplaceCalls;
  /** Registers the operator's phone; called again only when the account is another one. */
  readonly startPhone: (account: SipAccount) => void;
  /** Registers the same account anew; talks go on. */
  readonly renewPhone: () => void;
  /** Unregisters the phone: the operator works at another desktop. Given only when no call is left. */
  readonly quietPhone: () => void;
  readonly recorder: Recorder;
  /** Tells of calls whose INVITE asks to be answered by itself, before the call is shown. */
  readonly onAnswerRequest: (listener: (asked: { callId: CallId; afterMs: number }) => void) => () => void;
  /** «Не беспокоить»: the phone refuses new calls, whatever exchange it is registered at. */
  readonly refuseCalls: (areRefused: boolean) => void;
  readonly media: Media;
  readonly headsets: Pick<HeadsetDesk, "handlers" | "view" | "onChange">;
  /** Null: this installation has no training customer. */
  readonly training: Pick<TrainingCustomer, "callMe" | "view" | "onChange"> | null;
  readonly accounts: Pick<AccountDesk, "handlers" | "view" | "outgoingLineId" | "homeCountry" | "onChange">;
  readonly hubDesk: Pick<HubDesk, "handlers">;
  readonly sessionDesk: Pick<SessionDesk, "handlers" | "view" | "onChange">;
  readonly setup: Pick<SetupDesk, "handlers">;
  readonly network: Pick<NetworkDesk, "handlers" | "view" | "onChange">;
  readonly hotkeys: Pick<HotkeyDesk, "views" | "set" | "reset">;
  /** Links other programs opened. */
  readonly links: Pick<CallLinks, "take">;
  readonly reportFiles: ReportFiles;
  /** Of conversations: at the hub, and where the operator keeps what they save. */
  readonly files: Pick<ConversationDeskParts, "hubFiles" | "savedFiles" | "countPixels">;
  readonly preflight: Pick<PreflightCheck, "view" | "start" | "playNotes" | "sayHeard" | "onChange">;
  readonly host: Workplace["host"];
};

export const NO_TRAINING: TrainingView = { isAvailable: false, state: "idle" };
