import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { failureKey } from "../../lib/failure-key.ts";
import { formatDuration } from "../../lib/format-duration.ts";
import { hasPhone } from "../../lib/has-phone.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import type { PartLine, Parts } from "./readiness-model.ts";
import { waitSeconds } from "./readiness-model.ts";

const LONG_SILENCE_S = 90;

export function useParts(): Parts {
  const phone = useWorkplace((workplace) => workplace.phone);
  const isPhoneOwner = useWorkplace((workplace) => hasPhone(workplace.operator));
  const link = useWorkplace((workplace) => workplace.link);
  const media = useWorkplace((workplace) => workplace.media);
  const preflight = useWorkplace((workplace) => workplace.preflight);
  const all = useWorkplace((workplace) => workplace.lines);
  const input = useWorkplace((workplace) => workplace.sound.input);
  const isWorking = useWorkplace(
    ({ status, calls }) => status.status === "online" || calls.some((call) => call.phase === "talking"),
  );
  return useMemo(() => {
    const lines = all.filter(({ kind }) => kind === "sip");
    return { phone, hasPhone: isPhoneOwner, lines, link, media, preflight, input, isWorking };
  }, [phone, isPhoneOwner, all, link, media, preflight, input, isWorking]);
}

/** Says a line in words, with its running numbers. */
export function useLineWords(): (line: PartLine, nowMs: number) => string {
  const { t } = useTranslation();
  return (line, nowMs) => {
    const words = lineWords(t, line, nowMs);
    return line.line === undefined ? words : t("readiness.lineOf", { line: line.line, words });
  };
}

const PLAIN_KEYS = {
  "phone-fine": "readiness.phoneFine",
  "no-phone": "readiness.noPhone",
  "phone-off": "readiness.phoneOff",
  "phone-connecting": "readiness.phoneConnecting",
  "phone-registering": "readiness.phoneRegistering",
  "wrong-password": "readiness.wrongPassword",
  "phone-refused": "readiness.phoneRefused",
  "link-fine": "readiness.linkFine",
  "link-connecting": "readiness.linkConnecting",
  "link-refused": "readiness.linkRefused",
  "link-elsewhere": "readiness.linkElsewhere",
  "media-fine": "readiness.mediaFine",
  "media-starting": "readiness.mediaStarting",
  "no-microphone": "readiness.noMicrophone",
  "microphone-denied": "readiness.microphoneDenied",
  "media-gone": "readiness.mediaGone",
  "media-unproved": "readiness.mediaUnproved",
  "microphone-dead": "readiness.microphoneDead",
  "microphone-silent": "readiness.microphoneSilent",
  "microphone-muted": "readiness.microphoneMuted",
  "headphones-silent": "readiness.headphonesSilent",
  "no-headphones": "readiness.noHeadphones",
  "no-sound-way": "readiness.noSoundWay",
} as const;

const WAITING_KEYS = {
  "flow-dead": "readiness.flowDead",
  "server-refused": "readiness.serverRefused",
  "no-answer": "readiness.noAnswer",
  "phone-waiting": "readiness.phoneWaiting",
} as const;

function lineWords(t: TFunction, line: PartLine, nowMs: number): string {
  const { silent, retry } = waitSeconds(line, nowMs);
  const next = retry === null ? t("readiness.retryNow") : t("readiness.retryIn", { seconds: retry });
  switch (line.code) {
    case "unreachable":
      return `${
        silent > LONG_SILENCE_S
          ? t("readiness.unreachableLong", { duration: formatDuration(silent * 1000) })
          : t("readiness.unreachable", { count: silent })
      } ${next}`;
    case "flow-dead":
    case "server-refused":
    case "no-answer":
    case "phone-waiting":
      return `${t(WAITING_KEYS[line.code])} ${next}`;
    case "link-offline":
      return t("readiness.linkOffline", { duration: formatDuration(silent * 1000) });
    case "unknown-host":
    case "certificate-not-trusted":
    case "certificate-other-host":
    case "certificate-expired":
    case "no-tls":
    case "not-sip":
    case "proxy-unreachable":
    case "proxy-password":
    case "proxy-refused":
    case "forbidden":
    case "unknown-user":
      return t(failureKey(line.code));
    default:
      return t(PLAIN_KEYS[line.code]);
  }
}
