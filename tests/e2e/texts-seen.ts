import type { Locator } from "@playwright/test";

type Seen = { readonly text: string; readonly atMs: number };

/** Every text an element has shown since, however shortly; times are of this machine's clock. */
export class TextsSeen {
  readonly #element: Locator;

  static async of(element: Locator): Promise<TextsSeen> {
    await element.evaluate((node) => {
      const seen: Seen[] = [];
      (node as Element & { textsSeen?: Seen[] }).textsSeen = seen;
      const look = () => {
        const text = node.textContent ?? "";
        if (seen.at(-1)?.text !== text) seen.push({ text, atMs: Date.now() });
      };
      look();
      new MutationObserver(look).observe(node, { childList: true, subtree: true, characterData: true });
    });
    return new TextsSeen(element);
  }

  private constructor(element: Locator) {
    this.#element = element;
  }

  all(): Promise<readonly Seen[]> {
    return this.#element.evaluate((node) => (node as Element & { textsSeen?: Seen[] }).textsSeen ?? []);
  }
}
