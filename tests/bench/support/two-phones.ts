import { SECRETS } from "../../e2e/test-team.ts";
import { BarePhone } from "./bare-phone.ts";
import { BenchApp } from "./bench-app.ts";
import { PhoneScreen } from "./phone-screen.ts";

export const DOMAIN = "tandem.invalid";

export type Phone = {
  readonly extension: string;
  readonly screen: PhoneScreen;
  /** Epoch ms of the first packet of the newest call, as its receiver says. */
  readonly firstPacketAtMs: () => Promise<number>;
};

/** The app and the bare page, registered at one exchange: the app's own hub. */
export class TwoPhones implements AsyncDisposable {
  readonly app: BenchApp;
  readonly tandem: Phone;
  readonly bare: Phone;
  readonly #close: AsyncDisposableStack;

  static async open(): Promise<TwoPhones> {
    await using stack = new AsyncDisposableStack();
    const app = stack.use(await BenchApp.launch());
    const account = { hubUrl: app.tandem.hubUrl, domain: DOMAIN, user: "1002", password: SECRETS.lev };
    const bare = stack.use(await BarePhone.launch({ ...account, toneFile: app.toneFile }));
    const media = app.tandem.mediaWindow();
    await media.evaluate(keepConnections);
    const tandem: Phone = {
      extension: "1001",
      screen: await PhoneScreen.watch(app.tandem.window),
      firstPacketAtMs: () => media.evaluate(() => window.benchFirstPacketAtMs()),
    };
    const barePhone: Phone = {
      extension: "1002",
      screen: await PhoneScreen.watch(bare.page),
      firstPacketAtMs: () => bare.page.evaluate(() => window.barePhone.firstPacketAtMs()),
    };
    return new TwoPhones(app, tandem, barePhone, stack.move());
  }

  private constructor(app: BenchApp, tandem: Phone, bare: Phone, close: AsyncDisposableStack) {
    this.app = app;
    this.tandem = tandem;
    this.bare = bare;
    this.#close = close;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close.disposeAsync();
  }
}

declare global {
  interface Window {
    benchFirstPacketAtMs(): Promise<number>;
  }
}

/** Runs in the media window: keeps the connections that are made, to ask the newest one itself. */
function keepConnections(): void {
  let newest: RTCPeerConnection | null = null;
  const keep = (connection: RTCPeerConnection) => {
    newest = connection;
  };
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      keep(this);
    }
  };
  window.benchFirstPacketAtMs = async () => {
    for (;;) {
      const [source] = newest?.getReceivers()[0]?.getSynchronizationSources() ?? [];
      // Of the newest frame, in epoch ms (webrtc-pc, RTCRtpContributingSource); looked at more often than frames come.
      if (source) return source.timestamp;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
}
