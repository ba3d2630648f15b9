import { beforeEach, expect, it } from "vitest";
import type { SoundDevice } from "../../src-shared/domain/sound-devices.ts";
import { DeviceChoice } from "./device-choice.ts";

const device = (name: string, deviceId = name): SoundDevice => ({ deviceId, groupId: deviceId, label: name });
const [headset, laptop, stranger] = [device("headset"), device("laptop"), device("stranger")];

let told: string[];
let choice: DeviceChoice;

beforeEach(() => {
  told = [];
  choice = new DeviceChoice(({ from, to, why }) => told.push(`${from?.label ?? "-"} → ${to?.label ?? "-"}: ${why}`));
  choice.setRanking([headset, laptop]);
  choice.setPresent([laptop, headset]);
  told.length = 0;
});

it("uses the best that is there, whatever the system's own order", () => {
  expect(choice.current).toEqual(headset);
});

it("knows a re-plugged device by its name, also under another id", () => {
  choice.setPresent([laptop]);
  choice.setPresent([laptop, device("headset", "other-port")]);
  expect(told).toEqual(["headset → laptop: unplugged", "laptop → headset: returned"]);
});

it("never takes what the operator has not placed before what is placed", () => {
  choice.setPresent([stranger, laptop]);
  expect(choice.current).toEqual(laptop);
  choice.setPresent([stranger]);
  expect(choice.current).toEqual(stranger);
});

it("in a call comes back to what this call has lost", () => {
  choice.setInCall(true);
  choice.setPresent([laptop]);
  choice.setPresent([laptop, headset]);
  expect(told).toEqual(["headset → laptop: unplugged", "laptop → headset: returned"]);
});

it("in a call does not go to a better one that only appears; after the call it does", () => {
  choice.setPresent([laptop]);
  choice.setInCall(true);
  choice.setPresent([laptop, headset]);
  expect(choice.current).toEqual(laptop);
  choice.setInCall(false);
  expect(choice.current).toEqual(headset);
});

it("in a call follows the operator's own choice at once", () => {
  choice.setInCall(true);
  choice.setRanking([laptop, headset]);
  expect(told).toEqual(["headset → laptop: chosen"]);
});

it("passes over what does not work until something is plugged, and says so when nothing is left", () => {
  choice.fail(headset);
  choice.fail(laptop);
  expect(choice.current).toBeNull();
  choice.setPresent([laptop, headset]);
  expect(choice.current).toEqual(headset);
});
