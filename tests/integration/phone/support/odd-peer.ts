import { expect } from "vitest";
import type { SipPhoneParts } from "../../../../src-main/sip/phone.ts";
import { FakeMedia } from "../../../support/fake-media.ts";
import { type CallOptions, RawCall, RawRing } from "../../../support/raw-sip-call.ts";
import type { RawSipClient } from "../../../support/raw-sip-client.ts";
import { RawSipServer } from "../../../support/raw-sip-server.ts";
import { RigPhone } from "./phone-rig.ts";

/** The phone on an exchange made of text, which says whatever a test wants. */
export class OddPeer {
  readonly media: FakeMedia;
  readonly phone: RigPhone;
  readonly flow: RawSipClient;
  readonly #server: RawSipServer;

  private constructor(parts: { server: RawSipServer; flow: RawSipClient; media: FakeMedia; phone: RigPhone }) {
    this.#server = parts.server;
    this.flow = parts.flow;
    this.media = parts.media;
    this.phone = parts.phone;
  }

  static async start(clock?: SipPhoneParts["clock"]): Promise<OddPeer> {
    const server = await RawSipServer.start();
    const media = new FakeMedia();
    const phone = new RigPhone("101", media, clock);
    phone.start(server.url, { kind: "microphone" });
    const flow = await server.flow();
    await phone.ready();
    return new OddPeer({ server, flow, media, phone });
  }

  /** The flow the phone opens after its last one went. */
  async nextFlow(): Promise<RawSipClient> {
    const flow = await this.#server.flow();
    await this.phone.ready();
    return flow;
  }

  /** The peer calls, the operator answers, the peer acknowledges. */
  async called(options: CallOptions = {}) {
    const { call, callId } = await this.rings(options);
    this.phone.signalling.accept(callId);
    const dialog = await call.answered();
    await this.phone.next("established");
    return { callId, dialog };
  }

  /** The peer calls, and it rings here. */
  async rings(options: CallOptions = {}) {
    const call = new RawCall(this.flow, "101", options);
    const { callId } = await this.phone.next("incoming");
    return { call, callId };
  }

  /** The operator calls, and it comes in at the peer. */
  async dialled() {
    const callId = this.phone.dial("+79000000001");
    return { callId, ring: await RawRing.next(this.flow) };
  }

  /** Ends everything; a call that left its media behind fails the test. */
  async stop(): Promise<void> {
    await this.phone.signalling.stop();
    expect(this.media.open).toEqual([]);
    await this.#server[Symbol.asyncDispose]();
  }
}
