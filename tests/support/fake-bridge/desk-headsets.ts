import type { HeadsetsView } from "../../../src-shared/ipc/headset.ts";

const worn: HeadsetsView["headsets"][number] = {
  key: "0b0e:24c9",
  name: "USB-гарнитура «Тон 40»",
  state: "ready",
  isWorn: true,
  controls: ["hook", "mute", "hold", "reject"],
  lamps: ["offHook", "ring", "mute", "hold"],
  learned: [],
};

/** A headset that works and another one nobody has allowed yet. */
export const headsetsOfDesk: HeadsetsView = {
  headsets: [
    worn,
    {
      key: "1395:0034",
      name: "Адаптер «Шаг 2»",
      state: "found",
      isWorn: false,
      controls: [],
      lamps: [],
      learned: [],
    },
  ],
  check: null,
};

/** All that may be wrong with headsets at once. */
export const headsetTroubles: HeadsetsView = {
  headsets: [
    { ...worn, state: "busy", isWorn: false, controls: [], lamps: [] },
    { ...worn, key: "340b:0020", name: "Гарнитура «Луч»", state: "useless", isWorn: false, controls: [] },
    { ...worn, key: "046d:0a49", name: "Гарнитура «Заря»", state: "away", isWorn: false, controls: [], lamps: [] },
  ],
  check: null,
};

/** «Нажмите кнопку»: nothing pressed yet, a known button, and one nobody knows. */
export const headsetChecks = {
  waiting: { headsets: [worn], check: { key: worn.key, pressed: null } },
  known: { headsets: [worn], check: { key: worn.key, pressed: { count: 1, control: "mute" } } },
  unknown: {
    headsets: [{ ...worn, learned: ["hook"] }],
    check: { key: worn.key, pressed: { count: 2, control: null } },
  },
} as const satisfies Record<string, HeadsetsView>;
