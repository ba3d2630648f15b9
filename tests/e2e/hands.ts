import { expect, type Locator, type Page } from "@playwright/test";

/** How a person works the window: text is always typed; what differs is how a control is reached and pressed. */
export type Hands = {
  press(control: Locator): Promise<void>;
  /** Goes into a field and types. */
  write(field: Locator, text: string): Promise<void>;
};

export type HandsName = "mouse" | "keyboard";

export function handsOf(name: HandsName, page: Page): Hands {
  return name === "mouse" ? new MouseHands(page) : new KeyboardHands(page);
}

class MouseHands implements Hands {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  press(control: Locator): Promise<void> {
    return control.click();
  }

  async write(field: Locator, text: string): Promise<void> {
    await field.click();
    await this.#page.keyboard.type(text);
  }
}

/** More controls than any page of the window has. */
const MOST_STEPS = 150;

/** Nothing but keys: whatever Tab, or the arrows within a menu, a list and a set of radio buttons, do not reach cannot be used. */
class KeyboardHands implements Hands {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(control: Locator): Promise<void> {
    await this.#reach(control);
    await this.#page.keyboard.press("Enter");
  }

  async write(field: Locator, text: string): Promise<void> {
    await this.#reach(field);
    await this.#page.keyboard.type(text);
  }

  async #reach(control: Locator): Promise<void> {
    await expect(control).toBeVisible();
    const role = await control.getAttribute("role");
    const step = role === "menuitem" || role === "option" ? "ArrowDown" : "Tab";
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      if (await control.evaluate((element) => element === document.activeElement)) return;
      await this.#page.keyboard.press(step);
    }
    throw new Error(`${String(control)} cannot be reached by ${step}`);
  }
}
