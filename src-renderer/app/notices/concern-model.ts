import type { ParseKeys } from "i18next";
import type { NoticeAction, NoticeTone } from "../../../src-shared/ipc/notices.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { type BannerCode, bannerCode, ownPhoneLine, type Parts } from "../../features/readiness/readiness-model.ts";

type Words = { readonly title: ParseKeys; readonly message: ParseKeys };

/** What stands until it is over, by name. `count` for the words; another count is something new to say. */
export type Concern = Words & {
  readonly name: string;
  readonly tone: NoticeTone;
  readonly action: NoticeAction | null;
  readonly count: number;
};

const BANNERS: Readonly<Record<BannerCode, Words & { readonly action: "sound" | "accounts" | "no-link" | null }>> = {
  "seat-taken": { title: "readiness.bannerSeatTaken", message: "readiness.bannerSeatTakenText", action: null },
  replaced: { title: "readiness.bannerReplaced", message: "readiness.bannerReplacedText", action: null },
  "link-refused": { title: "readiness.bannerRefused", message: "readiness.bannerRefusedText", action: "accounts" },
  "session-over": { title: "session.bannerOver", message: "session.bannerOverText", action: null },
  "phone-refused": {
    title: "readiness.bannerPhoneRefused",
    message: "readiness.bannerPhoneRefusedText",
    action: "accounts",
  },
  "wrong-password": { title: "readiness.bannerPassword", message: "readiness.bannerPasswordText", action: "accounts" },
  "microphone-denied": { title: "readiness.bannerDenied", message: "readiness.bannerDeniedText", action: "sound" },
  "no-microphone": {
    title: "readiness.bannerNoMicrophone",
    message: "readiness.bannerNoMicrophoneText",
    action: "sound",
  },
  "microphone-silent": { title: "readiness.bannerSilent", message: "readiness.bannerSilentText", action: "sound" },
  "microphone-muted": { title: "readiness.bannerMuted", message: "readiness.bannerMutedText", action: "sound" },
  "media-gone": { title: "readiness.bannerMediaGone", message: "readiness.bannerMediaGoneText", action: null },
  offline: { title: "notices.offline", message: "notices.offlineText", action: "no-link" },
};

type Facts = { readonly parts: Parts; readonly calls: readonly CallView[]; readonly missed: number };

/** What is wrong now, or waits for the operator. */
export function concernsOf({ parts, calls, missed }: Facts): readonly Concern[] {
  const banner = bannerCode(parts);
  const broken = calls.find(({ phase, soundRepair }) => phase === "talking" && soundRepair !== null);
  const concerns: (Concern | null)[] = [
    broken ? soundConcern(broken) : null,
    banner === null ? null : bannerConcern(banner),
    isPhoneDown(parts, banner)
      ? concern("phone-down", "danger", { title: "notices.phoneDown", message: "notices.phoneDownText" }, "check")
      : null,
    missed > 0
      ? {
          ...concern("missed", "danger", { title: "frame.missed", message: "notices.missedText" }, "missed"),
          count: missed,
        }
      : null,
  ];
  return concerns.filter((one) => one !== null);
}

/** The phone is down for another reason than the banner says. */
function isPhoneDown(parts: Parts, banner: BannerCode | null): boolean {
  return (banner === null || banner === "media-gone") && ownPhoneLine(parts).tone === "bad";
}

function bannerConcern(code: BannerCode): Concern {
  const { action, ...words } = BANNERS[code];
  return concern(code, code === "offline" || code === "media-gone" ? "warn" : "danger", words, action);
}

function soundConcern({ callId, soundRepair }: CallView): Concern {
  const words: Words =
    soundRepair?.step === "given-up"
      ? { title: "notices.soundGivenUp", message: "notices.soundGivenUpText" }
      : { title: "notices.soundLost", message: "notices.soundLostText" };
  return { ...concern("talk-sound", "danger", words, null), action: { kind: "call", callId } };
}

function concern(
  name: string,
  tone: NoticeTone,
  { title, message }: Words,
  kind: "sound" | "accounts" | "check" | "missed" | "no-link" | null,
): Concern {
  const action: NoticeAction | null = kind === "no-link" ? { kind: "article", articleId: kind } : kind && { kind };
  return { name, tone, title, message, action, count: 0 };
}
