import { type Core, type Session, SessionState } from "sip.js";
import { expect, it } from "vitest";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import { FakeLog } from "../../tests/support/fake-log.ts";
import { Referring } from "./sip-refer.ts";

const HEADERS: Record<string, string> = {
  event: "refer",
  "content-type": "message/sipfrag;version=2.0",
  "subscription-state": "terminated",
};

function referred(isElsewhere: boolean) {
  const clock = new FakeClock();
  const told: number[] = [];
  const referring = new Referring({ callId: "c-1", clock, log: new FakeLog(), isElsewhere }, (code) => told.push(code));
  const dialog = { refer: ({ onAccept }: Core.OutgoingRequestDelegate) => onAccept?.({} as Core.IncomingResponse) };
  const userAgent = { configuration: { uri: "sip:101@pbx.invalid" }, contact: "<sip:101@x.invalid>" };
  referring.start({ dialog, userAgent, state: SessionState.Established } as unknown as Session, {
    uri: "sip:102@pbx.invalid",
    replaces: null,
  });
  const notify = (words: string) =>
    referring.handleNotify({
      body: `SIP/2.0 ${words}`,
      getHeader: (name: string) => HEADERS[name],
    } as unknown as Core.IncomingRequestMessage);
  return { clock, told, referring, notify };
}

it("a 503 of a PBX is doubted for a moment: its BYE says that the transfer went through", () => {
  const { clock, told, referring, notify } = referred(true);
  notify("503 Service Unavailable");
  expect(told).toEqual([]);
  referring.handleBye();
  clock.advance(60_000);
  expect(told).toEqual([200]);
});

it("a 503 that nothing follows is one; the hub's own exchange means what it says", () => {
  const pbx = referred(true);
  pbx.notify("503 Service Unavailable");
  pbx.clock.advance(3_900);
  expect(pbx.told).toEqual([]);
  pbx.clock.advance(100);
  expect(pbx.told).toEqual([503]);
  const hub = referred(false);
  hub.notify("503 Service Unavailable");
  expect(hub.told).toEqual([503]);
});
