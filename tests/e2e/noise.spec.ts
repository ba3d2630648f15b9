import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type NoisySpeech, hearingOf, writeNoisySpeech } from "../support/noisy-speech.ts";
import { expect, test } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { QUEUE_NUMBER, SECRETS, testTeam } from "./test-team.ts";

// The operator speaks in a noisy room: what the customer hears is measured, not believed.

/** Between the words it must be this much quieter, on top of what Chromium takes away by itself. */
const LEAST_FALL_DB = 15;
/** The words may lose this much, and must keep their shape. */
const MOST_LOSS_DB = 3;
const LEAST_LIKENESS = 0.75;

const noisy = test.extend<{ readonly room: { readonly speech: NoisySpeech; readonly file: string } }>({
  room: async ({ playwright }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), "tandem-noise-"));
    const browser = await playwright.chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
    const file = path.join(folder, "room.wav");
    const speech = await writeNoisySpeech(await browser.newPage(), file);
    await browser.close();
    await use({ speech, file });
    rmSync(folder, { recursive: true });
  },
});

noisy("switched on in a talk: the noise goes, the voice stays, and the talk knows nothing of it", async ({
  launchTandem,
  customers,
  room,
}) => {
  const tandem = await launchTandem({
    team: testTeam(),
    fakeMicTone: null,
    args: [`--use-file-for-fake-audio-capture=${room.file}`],
  });
  await using customer = await customers.open({ hubUrl: tandem.hubUrl, login: "client", secret: SECRETS.client });
  await customer.register();
  const screen = new OperatorScreen(tandem.window);
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  const listenMs = room.speech.seconds * 1000;
  // The first seconds are the gain control's, which learns how loud this voice is.
  await customer.loudness(listenMs / 2);
  const before = hearingOf(await customer.loudness(listenMs), room.speech);

  await screen.page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  const settings = screen.page.getByRole("region", { name: "Микрофон" });
  const box = settings.getByRole("checkbox", { name: /^Убирать шум/ });
  await box.click();
  await expect(box).toBeChecked();
  await expect.poll(async () => (await tandem.window.evaluate(noiseState)) ?? "").toBe("on");
  const after = hearingOf(await customer.loudness(listenMs), room.speech);
  process.stdout.write(`${JSON.stringify({ before, after })}\n`);

  expect(before.noiseDb - after.noiseDb).toBeGreaterThan(LEAST_FALL_DB);
  expect(before.voiceDb - after.voiceDb).toBeLessThan(MOST_LOSS_DB);
  expect(after.likeness).toBeGreaterThan(LEAST_LIKENESS);
});
