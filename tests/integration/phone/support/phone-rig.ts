import { expect } from "vitest";
import type { CallSignalling, SignallingEvent } from "../../../../src-main/core/ports/call-signalling.ts";
import { systemClock } from "../../../../src-main/node/system-clock.ts";
import { createSipPhone, type SipPhoneParts } from "../../../../src-main/sip/phone.ts";
import { CallId } from "../../../../src-shared/ids.ts";
import type { MediaSource } from "../../../../src-shared/ipc/media.ts";
import { DOMAIN, type ExchangeRig, passwordOf } from "../../../support/exchange-rig.ts";
import { FakeLog } from "../../../support/fake-log.ts";
import { Inbox } from "../../../support/inbox.ts";
import type { MediaWindow } from "./media-pages.ts";

type EventOf<T extends SignallingEvent["type"]> = Extract<SignallingEvent, { type: T }>;

/** A whole phone: signalling on a real exchange, media in a real window. */
export class RigPhone {
  readonly signalling: CallSignalling;
  readonly events = new Inbox<SignallingEvent>("signalling event");
  readonly log = new FakeLog();
  readonly user: string;

  constructor(user: string, media: SipPhoneParts["media"], clock: SipPhoneParts["clock"] = systemClock) {
    this.user = user;
    this.signalling = createSipPhone({ media, clock, log: this.log });
    this.signalling.onEvent((event) => this.events.put(event));
  }

  start(server: string, source: MediaSource, password = passwordOf(this.user), isElsewhere = false): void {
    const account = { server, domain: DOMAIN, user: this.user, password, displayName: this.user, source };
    this.signalling.start({ ...account, isElsewhere });
  }

  next<T extends SignallingEvent["type"]>(
    type: T,
    matches: (event: EventOf<T>) => boolean = () => true,
  ): Promise<EventOf<T>> {
    return this.events.take((event) => event.type === type && matches(event as EventOf<T>)) as Promise<EventOf<T>>;
  }

  ready(): Promise<EventOf<"phone-changed">> {
    return this.next("phone-changed", ({ phone }) => phone.state === "ready");
  }

  dial(target: string): CallId {
    const callId = CallId.parse(systemClock.newId());
    this.signalling.dial(callId, target);
    return callId;
  }
}

/** One phone calls the other, which answers; the exchange knows of the talk by then. */
export async function talkBetween(anna: RigPhone, boris: RigPhone): Promise<{ annaCall: CallId; borisCall: CallId }> {
  const annaCall = anna.dial(boris.user);
  const { callId: borisCall } = await boris.next("incoming");
  boris.signalling.accept(borisCall);
  await Promise.all([anna.next("established"), boris.next("established")]);
  // What is answered came after the ACK.
  expect(await anna.signalling.probe(annaCall)).toBe(true);
  return { annaCall, borisCall };
}

/** A tone of its own for each side, so that hearing says who is heard. */
export const TONES = { anna: 440, boris: 620 } as const;

/** Whether a window hears a tone in a call. */
export async function hears(window: MediaWindow, mediaId: string, hz: number, forMs = 600): Promise<boolean> {
  return (await window.media.ask("media.listen-for-tone", { mediaId, hz, forMs })).heard;
}

/** Rings whoever is dialled, as the hub does for direct calls. 999 is nobody; 997 is left to the test. */
export function routeDirectly(rig: ExchangeRig): void {
  const transfers = new Set<string>();
  rig.exchange.onEvent((event) => {
    if (event.type === "transfer-asked") {
      if (event.consultCallId !== null) rig.exchange.joinTransfer(event.callId);
      else if (event.dialled === "999") rig.exchange.refuse(event.callId, 404);
      else transfers.add(rig.ring(event.callId, event.dialled));
    }
    if (event.type === "arrived" && event.dialled !== "997") {
      if (event.dialled === "999") rig.exchange.refuse(event.callId, 404);
      else rig.ring(event.callId, event.dialled);
    }
    // A transfer that rang in vain leaves the talk as it was.
    if (event.type === "ring-failed" && !transfers.has(event.offerId))
      rig.exchange.refuse(
        event.callId,
        { "no-answer": 480, declined: 603, busy: 486, unreachable: 480 }[event.outcome],
      );
  });
}
