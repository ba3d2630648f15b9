import { chatTest } from "./chat-shift.ts";
import { expect } from "./fixtures.ts";

// Notifications are recorded by the stand-in; what is heard is measured in the media window, behind all of the app's own.

type Shown = { readonly title: string; readonly body: string; emit(event: "click"): void };
type Hands = { readonly __standin: { readonly notifications: readonly Shown[] } };

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

chatTest(
  "an offered chat is heard until it is accepted, and a message once; behind another window both are notified",
  async ({ shift }) => {
    const { messages, page, tandem } = shift;
    const media = tandem.mediaWindow();
    await media.evaluate(listenToSystem);
    const loudest = () => media.evaluate(() => window.takeLoudest());
    const notified = () =>
      tandem.evaluate((electron) =>
        (electron as unknown as Hands).__standin.notifications.map(({ title, body }) => `${title} | ${body}`),
      );
    await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());

    const visitor = await shift.ask("Где мой заказ?");
    await expect.poll(loudest).toBeGreaterThan(0.05);
    await expect.poll(loudest).toBe(0);
    await expect.poll(loudest, { message: "it is heard again" }).toBeGreaterThan(0.05);
    expect((await notified()).join()).toMatch(/^(Новое обращение|Обращение ждёт ответа): .+ \| Очередь «.+»$/);

    await shift.accept();
    await expect(messages.getByText("Где мой заказ?")).toBeVisible();
    await expect.poll(notified).toEqual([]);

    await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());
    await expect.poll(loudest).toBe(0);
    await visitor.getByRole("textbox", { name: "Сообщение" }).fill("Ау?");
    await visitor.keyboard.press("Enter");
    await expect.poll(loudest).toBeGreaterThan(0.02);
    await expect.poll(async () => (await notified()).join()).toMatch(/^Новое сообщение: /);
    expect(JSON.stringify(await notified())).not.toContain("Ау");

    await page.getByRole("button", { name: "Настройки", exact: true }).click();
    await expect(messages).toBeHidden();
    await tandem.evaluate((electron) => (electron as unknown as Hands).__standin.notifications.at(-1)?.emit("click"));
    await expect(messages.getByText("Ау?")).toBeVisible();
  },
);
