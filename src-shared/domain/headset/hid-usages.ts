/**
 * Usages of the USB-IF "HID Usage Tables" 1.12, page in the upper 16 bits: LED page 0x08, button page 0x09, telephony page
 * 0x0B, consumer page 0x0C. On a headset inputs are buttons and outputs are lamps (and what they switch inside).
 */
export const HID_PAGE = { led: 0x08, button: 0x09, telephony: 0x0b, consumer: 0x0c } as const;

export const HID_USAGE = {
  headset: 0x0b_0005,
  hookSwitch: 0x0b_0020,
  flash: 0x0b_0021,
  hold: 0x0b_0023,
  drop: 0x0b_0026,
  phoneMute: 0x0b_002f,
  programmableButton: 0x0b_0007,
  ringer: 0x0b_009e,
  button7: 0x09_0007,
  ledMute: 0x08_0009,
  ledOffHook: 0x08_0017,
  ledRing: 0x08_0018,
  ledHold: 0x08_0020,
  ledMicrophone: 0x08_0021,
  ledOnLine: 0x08_002a,
} as const;

/** The page of a usage. */
export function pageOf(usage: number): number {
  return usage >>> 16;
}
