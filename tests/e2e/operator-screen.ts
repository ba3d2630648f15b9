import { expect, type Locator, type Page } from "@playwright/test";

/** The operator's window as a person uses it: by role and text, in Russian. */
export class OperatorScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get ringing(): Locator {
    return this.page.getByRole("alertdialog", { name: /^Входящий звонок/ });
  }

  get callBar(): Locator {
    return this.page.getByTestId("call-bar");
  }

  /** What the timer of the talk (04:12) or of the hold (4:12) shows, in the call bar or in the dock, in seconds. */
  async timerSeconds(): Promise<number> {
    const text = await this.page.getByRole("timer", { name: "Время разговора" }).textContent();
    return secondsOf(text ?? "");
  }

  /** Whether calls can come, as the top bar says it. */
  get readiness(): Locator {
    return this.page.getByTestId("readiness");
  }

  /** Customers who wait, by name, in the left pane. */
  waiting(customer: string): Locator {
    return this.page.getByRole("region", { name: "Очередь" }).getByRole("listitem").filter({ hasText: customer });
  }

  async nobodyWaits(): Promise<void> {
    await expect(this.page.getByText("Никто не ждёт.", { exact: true })).toBeVisible();
  }

  /** A button of the call bar by the words a reader hears. */
  tile(name: RegExp): Locator {
    return this.callBar.getByRole("button", { name });
  }

  async waitsForRing(customer: string): Promise<void> {
    await expect(this.ringing).toContainText(customer);
  }

  async answer(): Promise<void> {
    await this.ringing.getByRole("button", { name: /^(Ответить|Удержать и ответить)/ }).click();
    await this.talks();
  }

  async decline(): Promise<void> {
    await this.ringing.getByRole("button", { name: /^Не сейчас/ }).click();
  }

  async talks(): Promise<void> {
    await expect(this.tile(/^Завершить/)).toBeVisible();
    await expect(this.tile(/^Удержать/)).not.toHaveAttribute("aria-disabled");
  }

  /** From the call bar, or from the dock when another page is open. */
  async hangUp(): Promise<void> {
    await this.page.getByRole("button", { name: /^(Завершить|Отменить) разговор/ }).click();
  }

  async dial(target: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Номер для звонка" }).fill(target);
    await this.page.keyboard.press("Enter");
  }

  async openQueue(): Promise<void> {
    await this.page.getByRole("navigation").getByRole("button", { name: "Очередь" }).click();
  }

  /** Chooses a status by its name in the menu. */
  async choose(status: string): Promise<void> {
    await this.status.click();
    await this.page.getByRole("menuitem", { name: status }).click();
  }

  get status(): Locator {
    return this.page.getByTestId("status");
  }

  async openHistory(): Promise<void> {
    await this.page.getByRole("navigation").getByRole("button", { name: "История" }).click();
  }

  /** Rows of the history, newest first. */
  historyRow(index: number): Locator {
    return this.page
      .getByRole("region", { name: "История", exact: true })
      .getByRole("row")
      .filter({ has: this.page.getByRole("button", { name: /^Перезвонить/ }) })
      .nth(index);
  }

  /** Opens the history and checks its newest row. */
  async lastInHistory(expected: { readonly customer: string; readonly result: string }): Promise<Locator> {
    await this.openHistory();
    const row = this.historyRow(0);
    await expect(row).toContainText(expected.customer);
    await expect(row).toContainText(expected.result);
    return row;
  }
}

/** How long the talk of a history row was, in seconds. */
export async function talkSeconds(row: Locator): Promise<number> {
  // The talk's quality stands behind its length.
  const told = (await row.getByRole("cell").nth(6).textContent()) ?? "";
  return secondsOf(/^[\d:]+/.exec(told)?.[0] ?? told);
}

/** A duration as the screen writes it (4:12, 04:12, 1:02:03), in seconds. */
function secondsOf(text: string): number {
  return text.split(":").reduce((seconds, part) => seconds * 60 + Number(part), 0);
}
