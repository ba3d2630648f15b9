import { type Browser, type BrowserType, chromium, type Page } from "playwright-core";
import { chromiumPath } from "../chromium-path.ts";
import { serveCustomerPage } from "./customer-server.ts";
import type {
  CustomerEnd,
  CustomerPhase,
  CustomerState,
  CustomerStats,
  Loudness,
  ToneLevel,
  ToneRun,
} from "./customer-state.ts";

export type CustomerOptions = {
  /** The hub's address, `http://127.0.0.1:PORT`; SIP is served at `/sip`. */
  readonly hubUrl: string;
  /** SIP user and its secret: a line or an operator's extension. */
  readonly login: string;
  readonly secret: string;
  readonly domain?: string;
  readonly name?: string;
  /** What the other side hears of this customer. */
  readonly toneHz?: number;
};

const ORDER: readonly CustomerPhase[] = ["calling", "ringing", "established", "ended"];
const LIMIT_MS = 20_000;

/** One Chromium for all customers of a test run; each gets a page of its own. */
export class CustomerBrowser implements AsyncDisposable {
  readonly #browser: Browser;
  readonly #server: Awaited<ReturnType<typeof serveCustomerPage>>;

  /** A Playwright test gives its own `playwright.chromium`. */
  static async launch(browserType: BrowserType = chromium): Promise<CustomerBrowser> {
    const server = await serveCustomerPage();
    const browser = await browserType.launch({
      executablePath: chromiumPath(),
      args: [
        "--autoplay-policy=no-user-gesture-required",
        "--allow-loopback-in-peer-connection",
        // A page without a microphone would offer names instead of addresses, which nobody resolves here.
        "--disable-features=WebRtcHideLocalIpsWithMdns",
      ],
    });
    return new CustomerBrowser(browser, server);
  }

  private constructor(browser: Browser, server: Awaited<ReturnType<typeof serveCustomerPage>>) {
    this.#browser = browser;
    this.#server = server;
  }

  async open(options: CustomerOptions): Promise<Customer> {
    const page = await this.#browser.newPage();
    const customer = new Customer(page);
    await page.exposeFunction("tellCustomerState", (state: CustomerState) => customer.take(state));
    await page.goto(this.#server.url);
    const sip = new URL("/sip", options.hubUrl);
    sip.protocol = sip.protocol === "https:" ? "wss:" : "ws:";
    await page.evaluate((given) => window.customer.start(given), {
      sipUrl: sip.href,
      domain: options.domain ?? "tandem.invalid",
      login: options.login,
      secret: options.secret,
      name: options.name ?? null,
      toneHz: options.toneHz ?? 620,
    });
    return customer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
  }
}

/** A JsSIP client in a plain page: a customer whose software is not ours. */
export class Customer implements AsyncDisposable {
  readonly page: Page;
  #state: CustomerState | null = null;
  readonly #waiting = new Set<() => void>();

  constructor(page: Page) {
    this.page = page;
  }

  get state(): CustomerState | null {
    return this.#state;
  }

  /** The page tells its state. */
  take(state: CustomerState): void {
    this.#state = state;
    for (const look of [...this.#waiting]) look();
  }

  /** Waits for the answer to REGISTER; throws when it is refused. */
  async register(): Promise<void> {
    const state = await this.until("registration", (each) => each.registration !== "none");
    if (state.registration === "failed") throw new Error(`registration refused: ${state.registrationFailure}`);
  }

  /** Forgets a call that has ended, so that `waitFor` speaks of the next one. */
  async forget(): Promise<void> {
    await this.page.evaluate(() => window.customer.forget());
  }

  /** Dials a number of the exchange, or `user@domain`. */
  async call(target: string): Promise<void> {
    await this.forget();
    await this.page.evaluate((to) => window.customer.call(to), target);
    await this.until("call", (state) => state.call !== null);
  }

  answer(): Promise<void> {
    return this.page.evaluate(() => window.customer.answer());
  }

  reject(status = 486): Promise<void> {
    return this.page.evaluate((code) => window.customer.reject(code), status);
  }

  /** Hangs up a talk, or cancels a call that rings. */
  hangUp(): Promise<void> {
    return this.page.evaluate(() => window.customer.hangUp());
  }

  hold(): Promise<void> {
    return this.page.evaluate(() => window.customer.setHeld(true));
  }

  unhold(): Promise<void> {
    return this.page.evaluate(() => window.customer.setHeld(false));
  }

  refer(target: string): Promise<void> {
    return this.page.evaluate((to) => window.customer.refer(to), target);
  }

  setMuted(isMuted: boolean): Promise<void> {
    return this.page.evaluate((muted) => window.customer.setMuted(muted), isMuted);
  }

  /** By RFC 4733 events, or by SIP INFO. */
  sendDtmf(tones: string, transport: "RFC2833" | "INFO" = "RFC2833"): Promise<void> {
    return this.page.evaluate(([keys, by]) => window.customer.sendDtmf(keys, by), [tones, transport] as const);
  }

  /** From the next call on, reads keys from their RTP events. Such a call must not be passed on: it would fall silent. */
  readKeys(): Promise<void> {
    return this.page.evaluate(() => window.customer.readKeys());
  }

  /** Digits that came by SIP INFO, and as RTP events; null: nothing is read (`readKeys`), or there was no call yet. */
  get receivedDtmf(): { readonly info: string; readonly rtp: string | null } {
    return { info: this.#state?.dtmfByInfo ?? "", rtp: this.#state?.dtmfByRtp ?? null };
  }

  waitFor(phase: "ended", limitMs?: number): Promise<CustomerEnd>;
  waitFor(phase: CustomerPhase, limitMs?: number): Promise<CustomerEnd | null>;
  /** Waits until the call has come so far; throws when it ended before. */
  async waitFor(phase: CustomerPhase, limitMs?: number): Promise<CustomerEnd | null> {
    const hasCome = ({ call }: CustomerState) => call !== null && ORDER.indexOf(call.phase) >= ORDER.indexOf(phase);
    const { call } = await this.until(phase, hasCome, limitMs);
    if (call?.end && phase !== "ended") throw new Error(`not ${phase}, but ended: ${JSON.stringify(call.end)}`);
    return call?.end ?? null;
  }

  /** Waits for any state of the page. */
  async until(what: string, isMet: (state: CustomerState) => boolean, limitMs = LIMIT_MS): Promise<CustomerState> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        act();
      };
      const look = () => {
        const state = this.#state;
        if (state !== null && isMet(state)) settle(() => resolve(state));
      };
      const timer = setTimeout(() => {
        const seen = JSON.stringify(this.#state);
        settle(() => reject(new Error(`customer: no ${what} within ${limitMs} ms; state ${seen}`)));
      }, limitMs);
      this.#waiting.add(look);
      look();
    });
  }

  /** How loud a tone is in what the other side sends, and how far it stands out. */
  listen(hz: number, forMs = 600): Promise<ToneLevel> {
    return this.page.evaluate(([tone, time]) => window.customer.listen(tone, time), [hz, forMs] as const);
  }

  /** Waits up to `limitMs` until the tone stands out in most looks of a listening of `forMs`. */
  async hearsTone(hz: number, forMs = 600, limitMs = 5000): Promise<boolean> {
    const untilMs = Date.now() + limitMs;
    for (;;) {
      if ((await this.listen(hz, forMs)).share > 0.7) return true;
      if (Date.now() > untilMs) return false;
    }
  }

  /** Waits up to `limitMs` until the tone is gone for `forMs`. */
  async hearsNoTone(hz: number, forMs = 600, limitMs = 5000): Promise<boolean> {
    const untilMs = Date.now() + limitMs;
    for (;;) {
      if ((await this.listen(hz, forMs)).share === 0) return true;
      if (Date.now() > untilMs) return false;
    }
  }

  /** The loudness of all that the other side sends, look after look. */
  loudness(forMs: number): Promise<Loudness[]> {
    return this.page.evaluate((time) => window.customer.loudness(time), forMs);
  }

  /** Follows a tone without a pause, from now to the end of the call; `watched` tells of it. */
  watch(hz: number): Promise<void> {
    return this.page.evaluate((tone) => window.customer.watch(tone), hz);
  }

  watched(): Promise<ToneRun> {
    return this.page.evaluate(() => window.customer.watched());
  }

  stats(): Promise<CustomerStats> {
    return this.page.evaluate(() => window.customer.stats());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.close();
  }
}
