import {
  IconArrowsVertical,
  IconBell,
  IconBulb,
  IconDeviceDesktop,
  IconFileReport,
  IconHelp,
  IconHistory,
  IconInbox,
  IconKeyboard,
  IconLanguage,
  IconLayoutColumns,
  IconMoon,
  IconPhone,
  IconPhoneIncoming,
  IconPlugConnected,
  IconRoute,
  IconSettings,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import type { Command } from "../../features/palette/palette-model.ts";
import { focusDialField } from "../../features/phone/use-phone.ts";
import { useReport } from "../../features/preferences/use-report.ts";
import { useCallMe } from "../../features/training/use-call-me.ts";
import { openNoticeCentre } from "../../lib/show-toast.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { walkConversations, walkPanes } from "../panes/pane-walk.ts";
import { PART_WORDS, settingsSections } from "../settings-index.ts";
import { openSection, openSettings, setCheckOpen, setHelpOpen, setTourOpen } from "../shell-store.ts";
import type { BothLanguages } from "./command-words.ts";

const icon = { size: 17, stroke: 1.5, "aria-hidden": true } as const;

const THEMES = [
  { theme: "system", word: "preferences.themeSystem", icon: <IconDeviceDesktop {...icon} /> },
  { theme: "light", word: "preferences.themeLight", icon: <IconSun {...icon} /> },
  { theme: "dark", word: "preferences.themeDark", icon: <IconMoon {...icon} /> },
] as const;

const LANGUAGES = [
  { locale: "ru", word: "preferences.russian" },
  { locale: "en", word: "preferences.english" },
] as const;

/** The sections, and what belongs to the window itself: help, checks, theme, language. */
export function useWindowCommands(inBoth: BothLanguages): readonly Command[] {
  const command = useCommand();
  const report = useReport();
  const callMe = useCallMe();
  const { locale, theme } = useWorkplace((workplace) => workplace.preferences);
  return [
    {
      ...inBoth((t) => t("palette.openQueue")),
      id: "queue",
      group: "section",
      icon: <IconInbox {...icon} />,
      keys: "Ctrl 1",
      run: () => openSection("queue"),
    },
    {
      ...inBoth((t) => t("palette.openHistory")),
      id: "history",
      group: "section",
      icon: <IconHistory {...icon} />,
      keys: "Ctrl 2",
      run: () => openSection("history"),
    },
    {
      ...inBoth((t) => t("palette.openSettings")),
      id: "settings",
      group: "section",
      icon: <IconSettings {...icon} />,
      run: () => openSection("settings"),
    },
    {
      ...inBoth((t) => t("help.title")),
      id: "help",
      group: "section",
      icon: <IconHelp {...icon} />,
      keys: "F1",
      run: () => openSection("help"),
    },
    {
      ...inBoth((t) => t("profile.title")),
      id: "profile",
      group: "section",
      icon: <IconUser {...icon} />,
      run: () => openSection("profile"),
    },
    {
      ...inBoth((t) => t("news.title")),
      id: "news",
      group: "section",
      icon: <IconBulb {...icon} />,
      run: () => openSection("news"),
    },
    {
      ...inBoth((t) => t("frame.keyDial")),
      id: "dial-field",
      group: "window",
      icon: <IconPhone {...icon} />,
      keys: "Ctrl D",
      run: focusDialField,
    },
    {
      ...inBoth((t) => t("frame.keyPane")),
      id: "pane",
      group: "window",
      icon: <IconLayoutColumns {...icon} />,
      keys: "F6",
      run: () => walkPanes(1),
    },
    {
      ...inBoth((t) => t("frame.keyConversation")),
      id: "conversation",
      group: "window",
      icon: <IconArrowsVertical {...icon} />,
      keys: "Alt ↓",
      run: () => walkConversations(1),
    },
    {
      ...inBoth((t) => t("notices.title")),
      id: "notices",
      group: "window",
      icon: <IconBell {...icon} />,
      run: openNoticeCentre,
    },
    {
      ...inBoth((t) => t("preflight.title")),
      id: "check",
      group: "window",
      icon: <IconPlugConnected {...icon} />,
      run: () => setCheckOpen(true),
    },
    {
      ...inBoth((t) => t("frame.keysTitle")),
      id: "keys",
      group: "window",
      icon: <IconKeyboard {...icon} />,
      keys: "?",
      run: () => setHelpOpen(true),
    },
    {
      ...inBoth((t) => t("tour.command")),
      id: "tour",
      group: "window",
      icon: <IconRoute {...icon} />,
      run: () => setTourOpen(true),
    },
    {
      ...inBoth((t) => t("preferences.report")),
      id: "report",
      group: "window",
      icon: <IconFileReport {...icon} />,
      run: report,
    },
    ...(callMe
      ? [
          {
            ...inBoth((t) => t("training.callMeLabel")),
            id: "call-me",
            group: "window" as const,
            icon: <IconPhoneIncoming {...icon} />,
            run: callMe,
          },
        ]
      : []),
    ...THEMES.map(
      (one): Command => ({
        ...inBoth((t) => t("palette.theme", { theme: t(one.word) })),
        id: `theme:${one.theme}`,
        group: "window",
        icon: one.icon,
        isChosen: one.theme === theme,
        run: () => void command("preferences.set", { theme: one.theme }),
      }),
    ),
    ...LANGUAGES.map(
      (one): Command => ({
        ...inBoth((t) => t("palette.language", { language: t(one.word) })),
        id: `language:${one.locale}`,
        group: "window",
        icon: <IconLanguage {...icon} />,
        isChosen: one.locale === locale,
        run: () => void command("preferences.set", { locale: one.locale }),
      }),
    ),
  ];
}

/** Every section of the settings, found also by what is set in it. */
export function useSettingsCommands(inBoth: BothLanguages): readonly Command[] {
  const session = useWorkplace((workplace) => workplace.session);
  return settingsSections(session).map(({ part, heading, rows }) => ({
    ...inBoth((t) => t("palette.settingsOf", { page: t(PART_WORDS[part]), part: t(heading) }), ...rows),
    id: `settings:${heading}`,
    group: "settings",
    icon: <IconSettings {...icon} />,
    run: () => openSettings(part, heading),
  }));
}
