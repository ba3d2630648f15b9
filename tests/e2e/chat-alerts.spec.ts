import { openShop } from "../support/site-chat/shop.ts";
import { SiteHub } from "../support/site-chat/site-hub.ts";
import { expect } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { visit, visitorTest } from "./site-visitor.ts";
import { Tandem } from "./tandem.ts";

// Notifications are recorded by the stand-in; what is heard is measured in the media window, behind all of the app's own.

type Hands = { readonly __standin: { readonly notifications: readonly { title: string; body: string }[] } };

declare global {
  interface Window {
    /** The loudest sample that went to the system's own device so far; read, it begins anew. */
    takeLoudest(): number;
  }
}

/** Listens beside the system's own device. */
function listenToSystem(): void {
  let loudest = 0;
  window.takeLoudest = () => {
    const taken = loudest;
    loudest = 0;
    return taken;
  };
  const original = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
  Object.assign(AudioNode.prototype, {
    connect(this: AudioNode, to: AudioNode) {
      if (to instanceof AudioDestinationNode) {
        const analyser = new AnalyserNode(this.context, { fftSize: 2048 });
        original.call(this, analyser);
        const samples = new Float32Array(analyser.fftSize);
        setInterval(() => {
          analyser.getFloatTimeDomainData(samples);
          loudest = Math.max(loudest, ...samples.map(Math.abs));
        }, 20);
      }
      return original.call(this, to);
    },
  });
}

visitorTest(
  "an offered chat is heard until it is accepted, and a message once; behind another window both are notified",
  async ({ playwright, visitors }, testInfo) => {
    visitorTest.setTimeout(240_000);
    await using hub = await SiteHub.make();
    const shop = await openShop({ line: hub.line() });
    await hub.start([shop.url]);
    const account = { url: hub.url, login: "marina", secret: "marina-secret" };
    const tandem = await Tandem.launch(playwright, { hub: account }, testInfo.outputPath("main.log"));
    try {
      const { app } = tandem;
      const { page } = new OperatorScreen(tandem.window);
      await new OperatorScreen(tandem.window).choose("На линии принимаете обращения");
      const media = tandem.mediaWindow();
      await media.evaluate(listenToSystem);
      const loudest = () => media.evaluate(() => window.takeLoudest());
      const notified = () =>
        app.evaluate((electron) =>
          (electron as unknown as Hands).__standin.notifications.map(({ title, body }) => `${title} | ${body}`),
        );
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());

      const visitor = await visit(visitors, shop.url);
      await visitor.getByRole("button", { name: "Открыть чат" }).click();
      await visitor.getByRole("textbox", { name: "Сообщение" }).fill("Где мой заказ?");
      await visitor.keyboard.press("Enter");
      await expect.poll(loudest).toBeGreaterThan(0.05);
      await expect.poll(loudest).toBe(0);
      await expect.poll(loudest, { message: "it is heard again" }).toBeGreaterThan(0.05);
      expect((await notified()).join()).toMatch(/^(Новое обращение|Обращение ждёт ответа): .+ \| Очередь «.+»$/);

      await page.getByRole("region", { name: "Мои" }).getByRole("button", { name: "Принять" }).click();
      await expect(page.getByRole("log", { name: "Сообщения" }).getByText("Где мой заказ?")).toBeVisible();
      await expect.poll(notified).toEqual([]);

      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());
      await expect.poll(loudest).toBe(0);
      await visitor.getByRole("textbox", { name: "Сообщение" }).fill("Ау?");
      await visitor.keyboard.press("Enter");
      await expect.poll(loudest).toBeGreaterThan(0.02);
      await expect.poll(async () => (await notified()).join()).toMatch(/^Новое сообщение: /);
      expect(JSON.stringify(await notified())).not.toContain("Ау");
    } finally {
      await tandem.close();
      await shop.close();
    }
  },
);
