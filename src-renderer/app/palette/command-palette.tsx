import { useTranslation } from "react-i18next";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { Palette } from "../../features/palette/palette-view.tsx";
import { setPaletteOpen } from "../shell-store.ts";
import { bothLanguages } from "./command-words.ts";
import { useCallCommands, useNumberCommand, usePeopleCommands } from "./use-call-commands.tsx";
import { useStatusCommands } from "./use-status-commands.tsx";
import { useSettingsCommands, useWindowCommands } from "./use-window-commands.tsx";

const close = () => setPaletteOpen(false);

/** Every command of the window, gathered from the features. */
export function CommandPalette({ call }: { call: CallView | null }) {
  const inBoth = bothLanguages(useTranslation().i18n);
  const ofCalls = useCallCommands(inBoth, call);
  const ofStatus = useStatusCommands(inBoth);
  const ofWindow = useWindowCommands(inBoth);
  const people = usePeopleCommands();
  const ofSettings = useSettingsCommands(inBoth);
  const commandOf = useNumberCommand();
  const commands = [...ofCalls, ...ofStatus, ...ofWindow, ...people, ...ofSettings];
  return <Palette commands={commands} commandOf={commandOf} onClose={close} />;
}
