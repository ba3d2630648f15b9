import type { ParseKeys } from "i18next";
import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import type { SettingsPart } from "./shell-model.ts";

type Word = ParseKeys;

/** A section of the settings, by its heading, and what is set in it. */
export type SettingsSection = {
  readonly part: SettingsPart;
  readonly heading: Word;
  readonly rows: readonly Word[];
};

export const PART_WORDS = {
  sound: "frame.settingsSound",
  accounts: "frame.settingsAccounts",
  network: "frame.settingsNetwork",
  keys: "globalKeys.page",
  replies: "replies.title",
} as const satisfies Record<SettingsPart, Word>;

/** Everything there is to set, in the order of the pages; what is added to a page is added here, or it is not found. */
const SETTINGS: readonly SettingsSection[] = [
  { part: "sound", heading: "sound.microphone", rows: ["settings.chooseMicrophone", "settings.noise", "sound.trial"] },
  { part: "sound", heading: "sound.headphones", rows: ["settings.chooseHeadphones", "settings.testHeadphones"] },
  {
    part: "sound",
    heading: "headset.title",
    rows: ["headset.allowControl", "headset.checkButtons", "headset.teachButtons"],
  },
  {
    part: "sound",
    heading: "sound.ring",
    rows: ["sound.ringWhere", "sound.melody", "settings.volume", "sound.testRing", "sound.flash"],
  },
  { part: "sound", heading: "sound.messages", rows: ["sound.messagesHeard", "sound.testMessage"] },
  { part: "sound", heading: "sound.auto", rows: ["sound.autoOnRequest"] },
  {
    part: "accounts",
    heading: "accounts.lines",
    rows: ["accounts.hubSignIn", "accounts.add", "setup.open", "accounts.colleagues", "accounts.echo"],
  },
  { part: "accounts", heading: "session.own", rows: ["session.changePassword", "session.codes", "session.signOut"] },
  { part: "accounts", heading: "accounts.numbers", rows: ["accounts.country"] },
  { part: "network", heading: "network.proxy", rows: ["network.connect"] },
  { part: "network", heading: "network.authorities", rows: ["network.add"] },
  { part: "keys", heading: "globalKeys.title", rows: ["globalKeys.change", "globalKeys.reset"] },
  { part: "keys", heading: "globalKeys.inWindow", rows: [] },
  { part: "replies", heading: "replies.own", rows: ["replies.add"] },
  { part: "replies", heading: "replies.shared", rows: [] },
];

/** The sections that are drawn: one's own sign-in only where there is one. */
export function settingsSections(session: Workplace["session"]): readonly SettingsSection[] {
  return session === null ? SETTINGS.filter(({ heading }) => heading !== "session.own") : SETTINGS;
}
