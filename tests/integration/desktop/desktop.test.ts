import { expect, it } from "vitest";
import { createDesktop } from "../../../src-main/electron/desktop.ts";
import { createLogSink } from "../../../src-main/node/log/log-sink.ts";
import { aWelcome } from "../../support/a-workplace.ts";
import { FakeClock, settle } from "../../support/fake-clock.ts";
import { FakeHeadsetGate } from "../../support/fake-headset-gate.ts";
import { FakeMedia } from "../../support/fake-media.ts";
import { MemorySearchStore } from "../../support/memory-search-store.ts";
import {
  MemoryAccountStore,
  MemoryDraftStore,
  MemoryHeadsetStore,
  MemoryLineSecrets,
  MemoryMirrorStore,
  MemoryNetworkStore,
  MemoryNotesStore,
  MemoryOutboxStore,
  MemoryOwnFileStore,
  MemoryPreferenceStore,
  MemoryProxySecret,
  MemoryRefusedMessageStore,
  MemorySoundStore,
  MemoryWelcomeStore,
} from "../../support/memory-stores.ts";
import { until } from "../../support/until.ts";

it("outlives an account of which no phone can be made", async () => {
  const welcome = new MemoryWelcomeStore();
  const kept = aWelcome();
  welcome.write({
    welcome: { ...kept, sip: { ...kept.sip, domain: "no domain>" } },
    hubClockOffsetMs: 0,
    heardAtMs: 0,
  });
  const media = new FakeMedia();
  const clock = new FakeClock();
  const lines: string[] = [];
  const sink = createLogSink();
  sink.open({ write: (line) => lines.push(line), close() {} });
  const desktop = createDesktop({
    cache: {
      mirror: new MemoryMirrorStore(),
      search: new MemorySearchStore(() => []),
      welcome,
      outbox: new MemoryOutboxStore(),
      preferences: new MemoryPreferenceStore(),
      sound: new MemorySoundStore(),
      drafts: new MemoryDraftStore(),
      refusedMessages: new MemoryRefusedMessageStore(),
      ownFiles: new MemoryOwnFileStore(),
      notes: new MemoryNotesStore(),
      accounts: new MemoryAccountStore(),
      network: new MemoryNetworkStore(),
      headsets: new MemoryHeadsetStore(),
      hotkeys: { read: () => ({}), write() {} },
      preflight: { read: () => null, write: () => undefined },
      close() {},
    },
    media,
    headsetGate: new FakeHeadsetGate(),
    keys: { register: () => true, unregister() {} },
    notifier: {
      showRinging: () => () => {},
      showTextOffer: () => () => {},
      showMessage() {},
      showMissed() {},
      showDoNotDisturb() {},
      showStatus() {},
    },
    clock,
    sink,
    host: { kind: "stand-in", version: "1", platform: "linux", keyStore: "system" },
    trainingScript: null,
    operatorSource: { kind: "microphone" },
    phoneElsewhere: null,
    lineSecrets: new MemoryLineSecrets(),
    proxySecret: new MemoryProxySecret(),
    resolveProxy: async () => "DIRECT",
    keepHub: async () => undefined,
    hubSession: null,
    restart: () => undefined,
    savedFiles: { save: async (name) => name, show() {} },
    reportFiles: { versions: () => ({}), readLog: async () => [], save: async (name) => name },
  });
  desktop.start({ url: "http://127.0.0.1:1", login: kept.operator.operatorId, secret: "a-long-secret" }, null, true);
  media.revive();
  await settle();
  // The phone waits for the hub's word, or to know that there is no hub.
  await until(() => lines.join("").includes("phone not started"), "the phone was tried");
  expect(desktop.workplace.get().phone.state).toBe("off");
  await desktop.stop();
});
