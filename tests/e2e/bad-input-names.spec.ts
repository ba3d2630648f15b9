import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { RawCall } from "../support/raw-sip-call.ts";
import { RawSipClient } from "../support/raw-sip-client.ts";
import { expect } from "./fixtures.ts";
import { NAME, shift } from "./shift.ts";
import type { Tandem } from "./tandem.ts";
import { QUEUE_NUMBER, SECRETS, testTeam } from "./test-team.ts";

// Names made to deceive or to break: they are text and nothing else, wherever they are shown.

const HTML = `<img src=x onerror="document.title='taken'"><b>"O'Нил" & ${"Ж".repeat(20)}`;
/** Control characters, and what turns or hides the text around it. */
const DECEIVING = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

type Hands = { readonly __standin: { readonly notifications: readonly { title: string; body: string }[] } };

/** What the window shows of itself, and what was made of the name in it. */
async function seenIn({ window }: Tandem): Promise<{ title: string; text: string; images: number }> {
  return {
    title: await window.title(),
    text: (await window.locator("body").textContent()) ?? "",
    images: await window.locator('img[src="x"], b').count(),
  };
}

shift(
  "markup in the name of a line is text on the card, in the list, history, notification and title",
  async ({ start }) => {
    const team = testTeam();
    const lines = team.lines.map((line) => (line.login === "client" ? { ...line, name: HTML } : line));
    const { tandem, screen, customer } = await start({ team: testTeam({ lines }) });
    await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());
    await customer.call(QUEUE_NUMBER);
    await screen.waitsForRing(HTML);
    const notified = () =>
      tandem.evaluate((electron) => (electron as unknown as Hands).__standin.notifications.map(({ title }) => title));
    await expect.poll(notified).toEqual([`Звонит ${HTML}`]);
    await expect.poll(() => screen.page.title()).toBe(`Звонит ${HTML} · Тандем`);
    await screen.answer();
    await expect(screen.callBar).toContainText(HTML);
    await expect(screen.page.getByRole("region", { name: "Мои" })).toContainText(HTML);
    await screen.hangUp();
    await customer.waitFor("ended");
    await screen.lastInHistory({ customer: HTML, result: "Состоялся" });
    const { images, title } = await seenIn(tandem);
    expect(images).toBe(0);
    expect(title).toBe("Тандем");
    const { inside, wide } = await screen.page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      inside: document.documentElement.clientWidth,
    }));
    expect(wide).toBeLessThanOrEqual(inside);
  },
);

shift(
  "what a caller writes into From is not believed: the directory's name is shown, and no header breaks anything",
  async ({ start }) => {
    const { tandem, screen } = await start();
    const port = Number(new URL(tandem.hubUrl).port);
    const names = [
      "\u202eyojne\u202c",
      "Марина Белова",
      "x".repeat(5000),
      `<script>document.title='taken'</script>`,
      "\u0007\u001b[2J\u0000bell",
      `\\"; tag=other`,
    ];
    const second = await RawSipClient.connect({ port, user: "second", password: SECRETS.second });
    await second.register();
    for (const name of names) {
      const call = new RawCall(second, "1001", { from: `"${name}" <${second.aor}>` });
      const first = await second.responses.take(({ status }) => status !== null && status > 100);
      if (first.status === 180) {
        await screen.waitsForRing("Борис Второй");
        // The title follows the card a frame later.
        await expect.poll(() => tandem.window.title()).toBe("Звонит Борис Второй · Тандем");
        const { title, text, images } = await seenIn(tandem);
        expect(`${title}${text}`.replaceAll(/[\n\t ]/g, "")).not.toMatch(DECEIVING);
        expect(`${title}${text}`).not.toContain("xxxxxxxxxx");
        expect(images).toBe(0);
        await call.cancel();
        await call.final();
        await expect(screen.ringing).toHaveCount(0);
      } else {
        // Not even a header (RFC 3261 §25.1): refused, and nobody was rung.
        expect(first.status).toBe(400);
        await expect(screen.ringing).toHaveCount(0);
      }
    }
    // A head this long is not even read to its end, so there is nothing to answer to: the next message has its turn.
    new RawCall(second, "1001", { from: `"${"x".repeat(10_000)}" <${second.aor}>` });
    expect((await second.ask("OPTIONS", { uri: "sip:tandem.invalid" })).status).toBe(200);
    await expect(screen.ringing).toHaveCount(0);
    await second.close();
    await screen.openHistory();
    await expect(screen.historyRow(0)).toContainText("Борис Второй");
    await expect(screen.page.getByText("taken")).toHaveCount(0);
  },
);

shift("an address in another's name, and one that is no number: refused, nobody is rung", async ({ start }) => {
  const { tandem, screen, customer } = await start();
  const port = Number(new URL(tandem.hubUrl).port);
  const second = await RawSipClient.connect({ port, user: "second", password: SECRETS.second });
  await second.register();
  for (const user of ["client", "1001", "+79000000001", "%00%0d%0aX", "..%2f..%2f"])
    expect((await new RawCall(second, "1001", { from: `<sip:${user}@tandem.invalid>` }).final()).status).toBe(403);
  for (const target of ["%00", "%0d%0aVia:x", "9".repeat(3000), "__proto__", "toString", "%E2%80%AE1001"])
    expect((await new RawCall(second, target).final()).status, target).toBeGreaterThanOrEqual(400);
  await second.close();
  await expect(screen.ringing).toHaveCount(0);
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
});

shift(
  "a team file that is wrong is refused in words that say where, and no secret is among them",
  async ({ launchTandem }) => {
    const team = testTeam();
    const [first, ...others] = team.lines;
    const withName = (name: string) => JSON.stringify({ ...team, lines: [{ ...first, name }, ...others] });
    const cases = [
      ["no-json", `{ "secrets": { "marina": "${SECRETS.marina}"`, "cannot be read as JSON"],
      ["twice", JSON.stringify({ ...team, lines: [first, first] }), 'SIP account "client" stands twice'],
      ["turned", withName("\u202eyojne"), "lines.0.name"],
      ["control", withName("bell\u0007"), "lines.0.name"],
      ["long", withName("x".repeat(10_000)), "lines.0.name"],
      ["number", JSON.stringify({ ...team, lines: [{ ...first, number: "<b>1</b>" }] }), "lines.0.number"],
    ] as const;
    for (const [name, content, why] of cases) {
      const userDataDir = shift.info().outputPath(name);
      mkdirSync(userDataDir, { recursive: true });
      const file = path.join(userDataDir, "wrong-team.json");
      writeFileSync(file, content);
      const tandem = await launchTandem({ userDataDir, args: [`--team=${file}`], waitForReady: false });
      const problem = () => tandem.app.windows().find((window) => window.url().includes("/problem/"));
      await expect.poll(() => problem()?.locator("body").textContent(), name).toContain(why);
      const words = `${await problem()?.locator("body").textContent()}${tandem.mainLog()}`;
      for (const secret of Object.values(SECRETS)) expect(words.includes(secret), name).toBe(false);
      const ended = new Promise<number | null>((resolve) => tandem.process.once("exit", resolve));
      await problem()?.getByRole("button", { name: "Выйти" }).click();
      expect(await ended, name).toBe(1);
    }
  },
);
