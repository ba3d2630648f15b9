import { describe, expect, it } from "vitest";
import { deviceKind } from "./device-kind.ts";

describe("deviceKind", () => {
  it.each([
    ["Headset Microphone (Jabra Link 380) (0b0e:24c7)", "usb", true],
    ["USB-гарнитура «Тон 40», микрофон", "usb", true],
    ["Headset (Ирина's AirPods Hands-Free)", "bluetooth", true],
    ["AirPods (Bluetooth)", "bluetooth", true],
    ["MacBook Pro Microphone (Built-in)", "built-in", false],
    ["Microphone Array (Realtek(R) Audio)", "built-in", false],
    ["Встроенный микрофон", "built-in", false],
    ["Built-in Audio Analog Stereo", "built-in", false],
    ["Webcam C270 (046d:0825)", "usb", null],
    ["CABLE Output (VB-Audio Virtual Cable)", "virtual", null],
    ["Monitor of Built-in Audio Analog Stereo", "virtual", null],
    ["", "unknown", null],
  ] as const)("%s", (label, wire, isHeadset) => {
    expect(deviceKind({ label })).toEqual({ wire, isHeadset });
  });
});
