import type { HeadsetKey, HeadsetSettings, LearnedButton } from "../../../src-shared/domain/headset/headset.ts";
import type { FoundHeadset } from "../ports/headsets.ts";

/** A headset allowed, or no longer; what was taught of it goes with it. */
export function allowed(settings: HeadsetSettings, headset: FoundHeadset, isAllowed: boolean): HeadsetSettings {
  const others = settings.allowed.filter(({ key }) => key !== headset.key);
  if (!isAllowed) return { allowed: others };
  const kept = settings.allowed.find(({ key }) => key === headset.key);
  return { allowed: [...others, kept ?? { ...headset, learned: [] }].slice(-50) };
}

/** One place is one button, and one button one place. */
export function taught(settings: HeadsetSettings, key: HeadsetKey, button: LearnedButton): HeadsetSettings {
  return change(settings, key, (learned) => [
    ...learned.filter(
      ({ control, signal }) => control !== button.control && JSON.stringify(signal) !== JSON.stringify(button.signal),
    ),
    button,
  ]);
}

export function forgotTaught(settings: HeadsetSettings, key: HeadsetKey): HeadsetSettings {
  return change(settings, key, () => []);
}

function change(
  settings: HeadsetSettings,
  key: HeadsetKey,
  to: (learned: readonly LearnedButton[]) => LearnedButton[],
): HeadsetSettings {
  return {
    allowed: settings.allowed.map((kept) => (kept.key === key ? { ...kept, learned: to(kept.learned) } : kept)),
  };
}
