import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onThisMachine } from "../support/busyness.ts";
import { chromiumPath } from "../support/chromium-path.ts";
import { hearingOf, longestPauseMs, type NoisySpeech, writeNoisySpeech } from "../support/noisy-speech.ts";
import { expect, test } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { OPERATOR_HZ, shift } from "./shift.ts";
import { QUEUE_NUMBER, SECRETS, testTeam } from "./test-team.ts";

// The operator speaks in a noisy room: what the customer hears is measured, not believed.

/** Between the words it must be this much quieter, on top of what Chromium takes away by itself. */
const LEAST_FALL_DB_OF_A_SAMPLE = 10;
const LEAST_FALL_DB = 15;
/** The words may lose this much, and must keep their shape. */
const MOST_LOSS_DB = 3;
/** One is the same, noise and voice apart give about zero; a busy machine drops some of what it listens to. */
const LEAST_LIKENESS = 0.6;
const MOST_GAP_MS = 200;

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

noisy(
  "switched on in a talk: the noise goes, the voice stays, and the talk knows nothing of it",
  async ({ launchTandem, customers, room }) => {
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
    await customer.loudness(listenMs);
    const heardBefore = await customer.loudness(listenMs);
    const before = hearingOf(heardBefore, room.speech);

    await screen.page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
    const settings = screen.page.getByRole("region", { name: "Микрофон" });
    const box = settings.getByRole("checkbox", { name: /^Убирать шум/ });
    const heardMeanwhile = customer.loudness(listenMs);
    await box.click();
    await expect(box).toBeChecked();
    await expect(settings.getByTestId("noise-state")).toHaveText("Шум убирается");
    const pausesMs = [
      longestPauseMs(heardBefore, before.voiceDb),
      longestPauseMs(await heardMeanwhile, before.voiceDb),
    ];
    const after = hearingOf(await customer.loudness(listenMs), room.speech);
    test.info().annotations.push({ type: "measured", description: JSON.stringify({ before, after, pausesMs }) });

    expect(before.noiseDb - after.noiseDb).toBeGreaterThan(LEAST_FALL_DB);
    expect(before.voiceDb - after.voiceDb).toBeLessThan(MOST_LOSS_DB);
    expect(after.likeness).toBeGreaterThan(LEAST_LIKENESS);
    // No word was swallowed by the switch: no pause is longer than those of the speech itself.
    expect(pausesMs[1]).toBeLessThan((pausesMs[0] ?? 0) + onThisMachine(MOST_GAP_MS));

    await screen.openQueue();
    await screen
      .tile(/микрофон/i)
      .first()
      .click();
    await expect.poll(async () => hearingOf(await customer.loudness(500), room.speech).voiceDb).toBeLessThan(-90);
    await screen
      .tile(/микрофон/i)
      .first()
      .click();
    const isBack = async () => hearingOf(await customer.loudness(2_000), room.speech).voiceDb;
    await expect.poll(isBack).toBeGreaterThan(after.voiceDb - MOST_LOSS_DB);

    await screen.page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
    await box.click();
    await expect(settings.getByTestId("noise-state")).toHaveText("");
    const again = hearingOf(await customer.loudness(listenMs), room.speech);
    expect(again.noiseDb - after.noiseDb).toBeGreaterThan(LEAST_FALL_DB);
  },
);

noisy("before a call the operator hears the difference, and reads it", async ({ launchTandem, room }) => {
  const tandem = await launchTandem({
    team: testTeam(),
    fakeMicTone: null,
    args: [`--use-file-for-fake-audio-capture=${room.file}`],
  });
  const screen = new OperatorScreen(tandem.window);
  await screen.page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  const settings = screen.page.getByRole("region", { name: "Микрофон" });
  await settings.getByRole("button", { name: "Послушать разницу" }).click();
  for (const words of ["Скажите пару слов", "Сейчас звучит запись с шумом", "А теперь без шума"])
    await expect(settings).toContainText(words);
  const found = settings.getByText(/^Шум между словами/);
  await expect(found).toBeVisible();
  const [bare = 0, clean = 0] = ((await found.textContent()) ?? "").match(/-?\d+(?=\sдБ)/g)?.map(Number) ?? [];
  // The sample is two seconds long, and the suppression takes the first part of it to learn the noise.
  expect(bare - clean).toBeGreaterThan(LEAST_FALL_DB_OF_A_SAMPLE);
});

shift(
  "a suppression that does not run is told in words, and the customer hears the operator as before",
  async ({ start }) => {
    const { screen, customer, tandem } = await start();
    // The browser's own border: the worklet's code cannot be loaded.
    await tandem.mediaWindow().evaluate(() => {
      AudioWorklet.prototype.addModule = () => Promise.reject(new DOMException("blocked", "AbortError"));
    });
    await customer.call(QUEUE_NUMBER);
    await screen.answer();
    await customer.waitFor("established");
    await screen.page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
    const settings = screen.page.getByRole("region", { name: "Микрофон" });
    await settings.getByRole("checkbox", { name: /^Убирать шум/ }).click();
    await expect(settings.getByTestId("noise-state")).toContainText("Клиент слышит вас как обычно");
    await expect(screen.page.getByRole("alert").filter({ hasText: "Шум не убирается" })).toBeVisible();
    expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  },
);
