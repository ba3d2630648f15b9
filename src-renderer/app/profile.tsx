import { IconHeadphones, IconMicrophone, IconPhone } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { lineName } from "../../src-shared/domain/line-name.ts";
import type { LineView } from "../../src-shared/ipc/workplace.ts";
import { type Presence, ProfileView } from "../features/profile/profile-view.tsx";
import { ownPhoneLine, type PartLine, phoneLine } from "../features/readiness/readiness-model.ts";
import { useLineWords, useParts } from "../features/readiness/use-readiness.ts";
import { statusMark } from "../features/status/status-model.ts";
import { useStatusWord } from "../features/status/use-status.ts";
import { useClock } from "../lib/clock.ts";
import { useWorkplace } from "../lib/workplace-store.ts";
import { StatusMark } from "../ui/status-mark.tsx";
import { openSection } from "./shell-store.ts";

const icon = { size: 16, stroke: 1.5, "aria-hidden": true } as const;

/** «Мой профиль», with how each device of the operator stands now. */
export function Profile() {
  return <ProfileView presence={usePresence()} onHistory={() => openSection("history")} />;
}

function usePresence(): readonly Presence[] {
  const { t } = useTranslation();
  const parts = useParts();
  const wordOf = useStatusWord();
  const status = useWorkplace((workplace) => workplace.status);
  const extension = useWorkplace((workplace) => workplace.operator?.extension ?? "");
  const microphone = useWorkplace((workplace) => workplace.sound.microphone?.label ?? null);
  const headphones = useWorkplace((workplace) => workplace.sound.headphones?.label ?? null);
  const words = useLineWords();
  const phoneWords = useClock((nowMs) => words(ownPhoneLine(parts), nowMs));
  const lineWords = useClock((nowMs) => parts.lines.map((line) => words(wordlessLine(line), nowMs)).join("\n"));
  const wordsOfLines = lineWords.split("\n");
  return [
    {
      name: t("profile.desktop"),
      words: wordOf(status.status, status.reason),
      mark: <StatusMark kind={statusMark(status.status, status.reason)} />,
    },
    ...(extension === ""
      ? []
      : [{ name: t("profile.phone", { extension }), words: phoneWords, mark: <IconPhone {...icon} /> }]),
    ...parts.lines.map((line, index) => ({
      name: lineName(line),
      words: wordsOfLines[index] ?? "",
      mark: <IconPhone {...icon} />,
    })),
    { name: t("profile.microphone"), words: microphone ?? t("profile.noDevice"), mark: <IconMicrophone {...icon} /> },
    { name: t("profile.headphones"), words: headphones ?? t("profile.noDevice"), mark: <IconHeadphones {...icon} /> },
  ];
}

/** The line's name stands beside its words already. */
function wordlessLine({ phone }: LineView): PartLine {
  return phoneLine(phone);
}
