import * as z from "zod";
import { AriError, ariErrorCodeOf } from "./ari-error.ts";
import { type AriFile, ariFile } from "./ari-file.ts";
import {
  ARI_EVENT_TYPES,
  AriApplication,
  AriBridge,
  AriChannel,
  AriConfig,
  AriEndpoint,
  AriInfo,
  AriVariable,
} from "./ari-objects.ts";
import { type AriSettings, ariUrl, authorizationOf } from "./ari-settings.ts";

const ANSWER_WITHIN_MS = 5_000;

type Method = "GET" | "POST" | "PUT" | "DELETE";
type Query = Readonly<Record<string, string>>;
type Ask = { readonly query?: Query; readonly body?: unknown };

/** A channel to be made and then dialled. */
export type NewChannel = {
  readonly channelId: string;
  /** `PJSIP/101`. */
  readonly endpoint: string;
  readonly appArgs: string;
  /** Channel variables, and functions that are written: `PJSIP_HEADER(add,X-…)`. */
  readonly variables: Readonly<Record<string, string>>;
};

/** Asterisk's REST interface, as far as the hub uses it. Every refusal and every silence is an `AriError`. */
export class AriRest {
  readonly #settings: AriSettings;
  readonly #authorization: string;
  readonly #answerWithinMs: number;

  constructor(settings: AriSettings, answerWithinMs = ANSWER_WITHIN_MS) {
    this.#settings = settings;
    this.#authorization = authorizationOf(settings);
    this.#answerWithinMs = answerWithinMs;
  }

  info(): Promise<AriInfo> {
    return this.#read(AriInfo, "GET", ["asterisk", "info"], { query: { only: "system,status" } });
  }

  application(): Promise<z.output<typeof AriApplication>> {
    return this.#read(AriApplication, "GET", ["applications", this.#settings.application]);
  }

  async subscribe(eventSource: string): Promise<void> {
    const parts = ["applications", this.#settings.application, "subscription"];
    await this.#ask("POST", parts, { query: { eventSource } });
  }

  /** Lets Asterisk send the events the hub reads and no others: each variable that changes would be one. */
  async onlyEvents(): Promise<void> {
    const allowed = ARI_EVENT_TYPES.map((type) => ({ type }));
    await this.#ask("PUT", ["applications", this.#settings.application, "eventFilter"], { body: { allowed } });
  }

  /** Says something to the application itself: it comes back as `ChannelUserevent`, if anything does. */
  async say(name: string): Promise<void> {
    await this.#ask("POST", ["events", "user", name], { query: { application: this.#settings.application } });
  }

  channels(): Promise<readonly AriChannel[]> {
    return this.#read(z.array(AriChannel), "GET", ["channels"]);
  }

  bridges(): Promise<readonly AriBridge[]> {
    return this.#read(z.array(AriBridge), "GET", ["bridges"]);
  }

  endpoints(technology: string): Promise<readonly AriEndpoint[]> {
    return this.#read(z.array(AriEndpoint), "GET", ["endpoints", technology]);
  }

  createChannel({ channelId, endpoint, appArgs, variables }: NewChannel): Promise<AriChannel> {
    const query = { endpoint, app: this.#settings.application, appArgs, channelId };
    return this.#read(AriChannel, "POST", ["channels", "create"], { query, body: { variables } });
  }

  async dial(channelId: string, timeoutSeconds: number): Promise<void> {
    await this.#ask("POST", ["channels", channelId, "dial"], { query: { timeout: String(timeoutSeconds) } });
  }

  async answer(channelId: string): Promise<void> {
    await this.#ask("POST", ["channels", channelId, "answer"]);
  }

  /** `cause`: ITU-T Q.850; chan_pjsip makes the SIP code of it where the call was not answered. */
  async hangUp(channelId: string, cause: number): Promise<void> {
    await this.#ask("DELETE", ["channels", channelId], { query: { reason_code: String(cause) } });
  }

  /** Null: no such variable. */
  async variable(channelId: string, variable: string): Promise<string | null> {
    try {
      const parts = ["channels", channelId, "variable"];
      return (await this.#read(AriVariable, "GET", parts, { query: { variable } })).value || null;
    } catch (error) {
      if (error instanceof AriError && error.code === "gone") return null;
      throw error;
    }
  }

  async setVariables(channelId: string, variables: Readonly<Record<string, string>>): Promise<void> {
    await this.#ask("POST", ["channels", channelId, "variables"], { body: { variables } });
  }

  /** Makes a bridge, or takes the one that has the id already. */
  async createBridge(bridgeId: string, type: "mixing" | "holding"): Promise<void> {
    try {
      await this.#ask("POST", ["bridges", bridgeId], { query: { type, name: bridgeId } });
    } catch (error) {
      // Older releases answer for one that is there as for a new one, 22.10 with 409.
      if (!(error instanceof AriError && error.code === "conflict")) throw error;
    }
  }

  /**
   * A channel that is in another bridge of the application leaves that one. Nobody is told the other side's number by it:
   * whom a phone is shown is the hub's to say.
   */
  async addToBridge(bridgeId: string, channelId: string): Promise<void> {
    const query = { channel: channelId, inhibitConnectedLineUpdates: "true" };
    await this.#ask("POST", ["bridges", bridgeId, "addChannel"], { query });
  }

  async removeFromBridge(bridgeId: string, channelId: string): Promise<void> {
    await this.#ask("POST", ["bridges", bridgeId, "removeChannel"], { query: { channel: channelId } });
  }

  async destroyBridge(bridgeId: string): Promise<void> {
    await this.#ask("DELETE", ["bridges", bridgeId]);
  }

  /** What the phone that sent a REFER is told of it (PJSIP_TRANSFER_HANDLING: ari-only). */
  async transferProgress(channelId: string, state: TransferProgress): Promise<void> {
    await this.#ask("POST", ["channels", channelId, "transfer_progress"], { query: { states: state } });
  }

  async play(channelId: string, playbackId: string, media: readonly string[]): Promise<void> {
    const parts = ["channels", channelId, "play", playbackId];
    await this.#ask("POST", parts, { query: { media: media.join(",") } });
  }

  async stopPlayback(playbackId: string): Promise<void> {
    await this.#ask("DELETE", ["playbacks", playbackId]);
  }

  async snoop(channelId: string, snoopId: string, appArgs: string): Promise<void> {
    const query = { spy: "in", whisper: "none", app: this.#settings.application, appArgs };
    await this.#ask("POST", ["channels", channelId, "snoop", snoopId], { query });
  }

  async record(channelId: string, name: string, format: string): Promise<void> {
    const query = { name, format, ifExists: "append" };
    await this.#ask("POST", ["channels", channelId, "record"], { query });
  }

  async stopRecording(name: string): Promise<void> {
    await this.#ask("POST", ["recordings", "live", name, "stop"]);
  }

  /** Leaves silence out: the file goes on where it was. */
  async pauseRecording(name: string, isPaused: boolean): Promise<void> {
    await this.#ask(isPaused ? "POST" : "DELETE", ["recordings", "live", name, "pause"]);
  }

  /** Removes a recording that is over, with its file; one that is gone already is removed. */
  async deleteStoredRecording(name: string): Promise<void> {
    try {
      await this.#ask("DELETE", ["recordings", "stored", name]);
    } catch (error) {
      if (!(error instanceof AriError && error.code === "gone")) throw error;
    }
  }

  /** The file of a recording that is over; null: there is none. */
  storedRecording(name: string): Promise<AriFile | null> {
    return ariFile(ariUrl(this.#settings, ["recordings", "stored", name, "file"]), this.#authorization);
  }

  /** Makes or replaces an object of PJSIP's configuration, where sorcery.conf gives it a place that can be written. */
  async putConfig(type: ConfigType, id: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const body = { fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })) };
    await this.#ask("PUT", ["asterisk", "config", "dynamic", "res_pjsip", type, id], { body });
  }

  /** What an object of PJSIP's configuration holds, wherever it stands; null: there is none. */
  async config(type: ConfigType, id: string): Promise<ReadonlyMap<string, string> | null> {
    try {
      const fields = await this.#read(AriConfig, "GET", ["asterisk", "config", "dynamic", "res_pjsip", type, id]);
      return new Map(fields.map(({ attribute, value }) => [attribute, value]));
    } catch (error) {
      if (error instanceof AriError && error.code === "gone") return null;
      throw error;
    }
  }

  /** Removes an object that `putConfig` made; one that is gone already is removed. */
  async removeConfig(type: ConfigType, id: string): Promise<void> {
    try {
      await this.#ask("DELETE", ["asterisk", "config", "dynamic", "res_pjsip", type, id]);
    } catch (error) {
      if (!(error instanceof AriError && error.code === "gone")) throw error;
    }
  }

  async #read<T>(schema: z.ZodType<T>, method: Method, parts: readonly string[], ask: Ask = {}): Promise<T> {
    const text = await this.#ask(method, parts, ask);
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      throw new AriError("not-understood", `${method} ${parts[0]}: the answer is not what it should be`, { cause });
    }
  }

  async #ask(method: Method, parts: readonly string[], { query = {}, body }: Ask = {}): Promise<string> {
    const what = `${method} ${parts[0]}`;
    const headers = { authorization: this.#authorization, "content-type": "application/json" };
    const signal = AbortSignal.timeout(this.#answerWithinMs);
    let status: number;
    let text: string;
    try {
      const request = { method, headers, signal, redirect: "error" as const };
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(ariUrl(this.#settings, parts, query), { ...request, ...content });
      status = response.status;
      text = await response.text();
    } catch (cause) {
      throw new AriError("unreachable", `${what}: no answer`, { cause });
    }
    if (status < 200 || status > 299) throw new AriError(ariErrorCodeOf(status), `${what}: ${status}`, { status });
    return text;
  }
}

type ConfigType = "endpoint" | "aor" | "auth";

export type TransferProgress = "channel_progress" | "channel_answered" | "channel_unavailable" | "channel_declined";
