import {
  IconDialpad,
  IconMicrophone,
  IconPhone,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPlayerPause,
  IconTransfer,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { shownAddress } from "../../../src-shared/domain/shown-address.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import type { Command } from "../../features/palette/palette-model.ts";
import { dialProblem, isRinging, talkingCall } from "../../features/phone/phone-model.ts";
import { peopleGroups } from "../../features/phone/transfer-model.ts";
import { useCallActions } from "../../features/phone/use-phone.ts";
import { targetWords } from "../../lib/use-target-words.ts";
import { contactTitle } from "../../lib/visitor-words.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { StatusMark } from "../../ui/status-mark.tsx";
import { performHotkey } from "../use-window-keys.ts";
import type { BothLanguages } from "./command-words.ts";

const icon = { size: 17, stroke: 1.5, "aria-hidden": true } as const;

const OF_TALK = [
  { action: "mute", word: "frame.keyMute", keys: "M", icon: <IconMicrophone {...icon} /> },
  { action: "hold", word: "frame.keyHold", keys: "H", icon: <IconPlayerPause {...icon} /> },
  { action: "keypad", word: "frame.keyKeypad", keys: "K", icon: <IconDialpad {...icon} /> },
  { action: "transfer", word: "frame.keyTransfer", keys: "T", icon: <IconTransfer {...icon} /> },
] as const;

/** What can be done with what rings and with the talk that is shown; a talk is ended by its own key and tile only. */
export function useCallCommands(inBoth: BothLanguages, shown: CallView | null): readonly Command[] {
  const actions = useCallActions();
  const calls = useWorkplace((workplace) => workplace.calls);
  const answerWord = talkingCall(calls) ? "phone.holdAndAnswerTo" : "phone.answerTo";
  const ringing = calls.filter(isRinging).flatMap((call): readonly Command[] => [
    {
      ...inBoth((t) => t(answerWord, { customer: contactTitle(t, call) })),
      id: `answer:${call.callId}`,
      group: "call",
      icon: <IconPhoneIncoming {...icon} />,
      run: () => actions.answer(call),
    },
    {
      ...inBoth((t) => t("phone.notNowTo", { customer: contactTitle(t, call) })),
      id: `reject:${call.callId}`,
      group: "call",
      icon: <IconPhoneOff {...icon} />,
      run: () => actions.reject(call),
    },
  ]);
  if (!shown || shown.phase === "ended") return ringing;
  const ofTalk = OF_TALK.map(
    ({ action, word, keys, icon: sign }): Command => ({
      ...inBoth((t) => t(word)),
      id: action,
      group: "call",
      icon: sign,
      keys,
      run: () => performHotkey(action, shown, actions),
    }),
  );
  return [...ringing, ...ofTalk];
}

/** Everybody who can be called by name, with how they stand now. */
export function usePeopleCommands(): readonly Command[] {
  const { t } = useTranslation();
  const { callPerson } = useCallActions();
  const lines = useWorkplace((workplace) => workplace.lines);
  const colleagues = useWorkplace((workplace) => workplace.colleagues);
  const colleagueStates = useWorkplace((workplace) => workplace.colleagueStates);
  const colleagueLines = useWorkplace((workplace) => workplace.colleagueLines);
  const lineIds = lines.map(({ lineId }) => lineId);
  return peopleGroups(lineIds, { colleagues, colleagueStates, colleagueLines }).flatMap(({ lineId, people }) =>
    people.map((target): Command => {
      const { words, mark } = targetWords(target, t);
      const number = shownAddress(target.address);
      return {
        id: `call:${lineId}:${target.key}`,
        group: "people",
        title: target.name ?? number,
        words: [number],
        icon: <StatusMark kind={mark} size={14} />,
        hint: target.name === null ? words : `${number} · ${words}`,
        run: () => callPerson(lineId, target.address, target.name),
      };
    }),
  );
}

/** A number is dialled as it was typed. */
export function useNumberCommand(): (typed: string) => Command | null {
  const { t } = useTranslation();
  const { dial } = useCallActions();
  return (typed) =>
    dialProblem(typed) === null
      ? {
          id: "dial",
          group: "call",
          title: t("palette.callNumber", { number: shownAddress(typed.trim()) }),
          words: [],
          icon: <IconPhone {...icon} />,
          run: () => dial(typed.trim()),
        }
      : null;
}
