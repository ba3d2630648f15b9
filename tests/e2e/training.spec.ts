import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { OperatorEar } from "../support/operator-ear.ts";
import { writeToneFile } from "../support/tone-file.ts";
import { expect, test } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";

// The training customer of the demo team, from «Позвонить мне» to its own goodbye. The operator's microphone sounds and
// pauses by turns, as someone who speaks and listens.

const CUSTOMER = "Роман Хлебников";
const OPERATOR_HZ = 300;
const LIMIT_MS = 75_000;

test("the training customer calls, speaks after the operator has spoken, says goodbye and hangs up", async ({
  launchTandem,
}) => {
  const folder = mkdtempSync(path.join(tmpdir(), "tandem-training-"));
  const microphone = path.join(folder, "microphone.wav");
  writeToneFile(microphone, OPERATOR_HZ, { pauseSeconds: 2 });
  const tandem = await launchTandem({
    fakeMicTone: null,
    args: [`--use-file-for-fake-audio-capture=${microphone}`],
  });
  const screen = new OperatorScreen(tandem.window);
  const ear = await OperatorEar.attach(tandem.mediaWindow());
  await screen.page.getByRole("button", { name: /^Позвонить мне/ }).click();
  await screen.waitsForRing(CUSTOMER);
  await screen.answer();
  expect(await ear.hearsSpeech(OPERATOR_HZ)).toBe(true);
  await expect(screen.page.getByTestId("wrap-up")).toContainText("Разговор завершил клиент", { timeout: LIMIT_MS });
  await screen.lastInHistory({ customer: CUSTOMER, result: "Состоялся" });
  rmSync(folder, { recursive: true });
});

test("a training customer who is not answered can be called off, and called again", async ({ launchTandem }) => {
  const tandem = await launchTandem();
  const screen = new OperatorScreen(tandem.window);
  const callMe = screen.page.getByRole("button", { name: /^Позвонить мне/ });
  await callMe.click();
  await screen.waitsForRing(CUSTOMER);
  await screen.answer();
  await screen.hangUp();
  await expect(screen.ringing).toHaveCount(0);
  await screen.page.getByTestId("wrap-up").getByRole("button", { name: "Завершить" }).click();
  await callMe.click();
  await screen.waitsForRing(CUSTOMER);
});
