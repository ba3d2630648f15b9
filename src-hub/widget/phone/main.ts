// The second script: loaded when a visitor presses «Позвонить», so that the chat stays small. SIP over WebSocket by SIP.js.
import { Inviter, SessionState, UserAgent } from "sip.js";
import {
  defaultSessionDescriptionHandlerFactory,
  type SessionDescriptionHandler,
} from "sip.js/lib/platform/web/index.js";
import type { BrowserMicrophone } from "../dom/call-ports.ts";
import type { Microphone, Phone, PhoneEnd, StartPhone } from "../engine/call-ports.ts";
import { HoldTone } from "./hold-tone.ts";
import { KeyQueue } from "./key-queue.ts";
import { SoundWatch } from "./sound-watch.ts";

/** The exchange keeps a talk for so long whose link was lost. */
const COME_BACK_WITHIN_MS = 20_000;
const FIRST_WAIT_MS = 500;
const MOST_WAIT_MS = 4000;
const GATHER_MS = 1000;

/** Calls the ticket's number. */
export const startPhone: StartPhone = (ticket, microphone, events): Phone => {
  const { user, domain, password, number, server, isOwn, iceServers = [] } = ticket;
  const uri = UserAgent.makeURI(`sip:${user}@${domain}`);
  const target = UserAgent.makeURI(`sip:${number}@${domain}`);
  const registrar = UserAgent.makeURI(`sip:${domain}`);
  if (!uri || !target || !registrar) throw new Error("the ticket names no address");
  const { stream } = microphone as Microphone & BrowserMicrophone;
  let isOver = false;
  let lostAtMs: number | null = null;
  const agent = new UserAgent({
    uri,
    authorizationUsername: user,
    authorizationPassword: password,
    contactParams: { transport: "ws" },
    transportOptions: { server, connectionTimeout: 10, keepAliveInterval: 0 },
    logBuiltinEnabled: false,
    logConfiguration: false,
    reconnectionAttempts: 0,
    // The stream is ours, and stays open over holds; SIP.js would ask for another one.
    sessionDescriptionHandlerFactory: defaultSessionDescriptionHandlerFactory(async () => stream),
    sessionDescriptionHandlerFactoryOptions: {
      iceGatheringTimeout: GATHER_MS,
      peerConnectionConfiguration: { iceServers, bundlePolicy: "max-bundle" },
    },
  });
  const session = new Inviter(agent, target, {
    sessionDescriptionHandlerOptions: { constraints: { audio: true, video: false } },
  });
  const speaker = new Audio();
  const watch = new SoundWatch(() => handler()?.peerConnection ?? null, events.sounded);
  const holdTone = new HoldTone();
  const handler = () => session.sessionDescriptionHandler as SessionDescriptionHandler | undefined;

  const keys = new KeyQueue(() => {
    const connection = handler()?.peerConnection;
    // A tone given before the sound flows sounds for nobody.
    if (connection?.connectionState !== "connected") return null;
    return connection.getSenders().find(({ dtmf }) => dtmf)?.dtmf ?? null;
  });

  const leave = () => {
    isOver = true;
    watch.stop();
    holdTone.stop();
    speaker.srcObject = null;
    void agent.stop();
  };
  const end = (how: PhoneEnd) => {
    if (isOver) return;
    leave();
    events.ended(how);
  };
  const comeBack = (waitMs: number) => {
    if (isOver) return;
    if (lostAtMs !== null && Date.now() - lostAtMs > COME_BACK_WITHIN_MS) {
      end("lost");
      return;
    }
    agent.reconnect().catch(() => {
      setTimeout(() => comeBack(Math.min(MOST_WAIT_MS, waitMs * 2)), waitMs);
    });
  };

  agent.delegate = {
    onConnect: () => {
      if (lostAtMs === null || isOver) return;
      lostAtMs = null;
      // On the hub's own exchange the talk goes on where the account is heard again; a PBX has no place for a guest.
      const { userAgentCore: core } = agent;
      const message = core.makeOutgoingRequestMessage("REGISTER", registrar, uri, uri, {});
      core.register(message, {
        onAccept: () => events.linkChanged(true),
        onReject: () => (isOwn ? end("lost") : events.linkChanged(true)),
      });
    },
    onDisconnect: (error) => {
      if (isOver || !error) return;
      if (session.state !== SessionState.Established) {
        end("lost");
        return;
      }
      lostAtMs ??= Date.now();
      events.linkChanged(false);
      comeBack(FIRST_WAIT_MS);
    },
  };
  session.delegate = {
    onInvite: () => {
      if (!isOver) holdTone.follow(handler()?.peerConnection ?? null);
    },
  };
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) {
      const { remoteMediaStream } = handler() ?? {};
      if (remoteMediaStream) {
        speaker.srcObject = remoteMediaStream;
        void speaker.play();
      }
      handler()?.peerConnection?.addEventListener("connectionstatechange", () => keys.resume());
      watch.start();
      events.connected();
    }
    if (state === SessionState.Terminated) end("over");
  });
  agent
    .start()
    .then(() => session.invite({ requestDelegate: { onReject: () => end("refused") } }))
    .catch(() => end("lost"));

  return {
    setMuted: (isMuted) => {
      for (const track of stream.getAudioTracks()) track.enabled = !isMuted;
    },
    sendKey: (key) => keys.press(key),
    hangUp: () => {
      if (isOver) return;
      // Before `leave`: the last word must be on the wire when the page goes away.
      const { state } = session;
      isOver = true;
      // A last word that does not arrive: the exchange ends the call by itself when the socket is gone.
      if (state === SessionState.Established) void session.bye().catch(() => undefined);
      else if (state !== SessionState.Terminated) void session.cancel().catch(() => undefined);
      watch.stop();
      holdTone.stop();
      speaker.srcObject = null;
      setTimeout(() => void agent.stop(), GATHER_MS);
    },
  };
};
