import { Button } from "@mantine/core";
import { IconAlertTriangle, IconDevices, IconMicrophoneOff, IconRefresh, IconWifiOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { HelpArticleId } from "../../../../src-shared/domain/help-articles.ts";
import { useLocale } from "../../../i18n/use-locale.ts";
import { formatTime } from "../../../lib/format-date.ts";
import { formatDuration } from "../../../lib/format-duration.ts";
import { useCommand } from "../../../lib/use-command.ts";
import { useWorkplace } from "../../../lib/workplace-store.ts";
import { Banner } from "../../../ui/banner.tsx";
import { ClockText } from "../../../ui/clock-text.tsx";
import { bannerCode, offlineWords } from "../readiness-model.ts";
import { useParts } from "../use-readiness.ts";

const icon = { size: 18, stroke: 1.5, "aria-hidden": true } as const;

/** The one banner above the content: what is wrong, what still works, what happens next. */
export function TroubleBanner({ onHelp }: { readonly onHelp: (articleId: HelpArticleId) => void }) {
  const { t } = useTranslation();
  const help = (articleId: HelpArticleId) => (
    <Button variant="default" size="xs" onClick={() => onHelp(articleId)}>
      {t("help.whatToDo")}
    </Button>
  );
  const parts = useParts();
  switch (bannerCode(parts)) {
    case null:
      return null;
    case "seat-taken":
      return <SeatBanner title={t("readiness.bannerSeatTaken")} text={t("readiness.bannerSeatTakenText")} />;
    case "replaced":
      return <SeatBanner title={t("readiness.bannerReplaced")} text={t("readiness.bannerReplacedText")} />;
    case "link-refused":
      return (
        <Banner tone="danger" icon={<IconAlertTriangle {...icon} />} title={t("readiness.bannerRefused")}>
          {t("readiness.bannerRefusedText")}
        </Banner>
      );
    case "session-over":
      return (
        <Banner tone="danger" icon={<IconAlertTriangle {...icon} />} title={t("session.bannerOver")}>
          {t("session.bannerOverText")}
        </Banner>
      );
    case "wrong-password":
      return (
        <Banner
          tone="danger"
          icon={<IconAlertTriangle {...icon} />}
          title={t("readiness.bannerPassword")}
          action={help("phone-down")}
        >
          {t("readiness.bannerPasswordText")}
        </Banner>
      );
    case "phone-refused":
      return (
        <Banner
          tone="danger"
          icon={<IconAlertTriangle {...icon} />}
          title={t("readiness.bannerPhoneRefused")}
          action={help("phone-down")}
        >
          {t("readiness.bannerPhoneRefusedText")}
        </Banner>
      );
    case "no-microphone":
      return (
        <Banner
          tone="danger"
          icon={<IconMicrophoneOff {...icon} />}
          title={t("readiness.bannerNoMicrophone")}
          action={help("no-sound")}
        >
          {t("readiness.bannerNoMicrophoneText")}
        </Banner>
      );
    case "microphone-denied":
      return (
        <Banner
          tone="danger"
          icon={<IconMicrophoneOff {...icon} />}
          title={t("readiness.bannerDenied")}
          action={help("no-sound")}
        >
          {t("readiness.bannerDeniedText")}
        </Banner>
      );
    case "microphone-silent":
      return (
        <Banner
          tone="danger"
          icon={<IconMicrophoneOff {...icon} />}
          title={t("readiness.bannerSilent")}
          action={help("no-sound")}
        >
          {t("readiness.bannerSilentText")}
        </Banner>
      );
    case "microphone-muted":
      return (
        <Banner
          tone="danger"
          icon={<IconMicrophoneOff {...icon} />}
          title={t("readiness.bannerMuted")}
          action={help("no-sound")}
        >
          {t("readiness.bannerMutedText")}
        </Banner>
      );
    case "media-gone":
      return (
        <Banner tone="warn" icon={<IconRefresh {...icon} />} title={t("readiness.bannerMediaGone")}>
          {t("readiness.bannerMediaGoneText")}
        </Banner>
      );
    case "offline":
      return <OfflineBanner action={help("no-link")} />;
  }
}

/** The work is at another computer; one button brings it here. */
function SeatBanner({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation();
  const command = useCommand();
  return (
    <Banner
      tone="warn"
      icon={<IconDevices {...icon} />}
      title={title}
      action={
        <Button size="xs" onClick={() => void command("operator.take-over", {})}>
          {t("readiness.takeOver")}
        </Button>
      }
    >
      {text}
    </Banner>
  );
}

function OfflineBanner({ action }: { readonly action: ReactNode }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const parts = useParts();
  const isTalking = useWorkplace((workplace) => workplace.calls.some((call) => call.phase === "talking"));
  const words = {
    talk: t("readiness.bannerOfflineTalk"),
    phone: t("readiness.bannerOfflinePhone"),
    all: t("readiness.bannerOfflineAll"),
    messages: t("readiness.bannerOfflineMessages"),
  }[offlineWords(parts, isTalking)];
  const { sinceMs, dataAtMs } = parts.link;
  return (
    <Banner
      tone="warn"
      icon={<IconWifiOff {...icon} />}
      action={action}
      title={
        <ClockText
          sinceMs={sinceMs}
          format={(durationMs) => t("readiness.bannerOffline", { duration: formatDuration(durationMs) })}
        />
      }
    >
      {words} {dataAtMs !== null && t("readiness.bannerDataAt", { time: formatTime(dataAtMs, locale) })}
    </Banner>
  );
}
