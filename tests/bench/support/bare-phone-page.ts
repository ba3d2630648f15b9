// The baseline: SIP.js as its authors ship it (transport, media and all in one page), a card, and a button.
import { type Invitation, Registerer, SessionState, UserAgent, Web } from "sip.js";

export type BarePhoneOptions = {
  readonly server: string;
  readonly domain: string;
  readonly user: string;
  readonly password: string;
};

declare global {
  interface Window {
    barePhone: {
      register(options: BarePhoneOptions): Promise<void>;
      /** Epoch ms of the first packet of the newest call; waits for it. */
      firstPacketAtMs(): Promise<number>;
    };
  }
}

const AUDIO_ONLY = { constraints: { audio: true, video: false } };
let newest: Invitation | null = null;

function show(invitation: Invitation): void {
  newest = invitation;
  const card = document.createElement("section");
  card.dataset.testid = "ringing-card";
  const name = document.createElement("b");
  name.textContent = invitation.remoteIdentity.displayName || (invitation.remoteIdentity.uri.user ?? "");
  const answer = document.createElement("button");
  answer.textContent = "Ответить";
  answer.addEventListener("click", () => {
    card.remove();
    void invitation.accept({ sessionDescriptionHandlerOptions: AUDIO_ONLY });
  });
  card.append(name, answer);
  document.body.append(card);
  invitation.stateChange.addListener((state) => {
    if (state === SessionState.Established) listen(invitation);
    if (state === SessionState.Terminated) card.remove();
  });
}

function connectionOf(invitation: Invitation): RTCPeerConnection | undefined {
  const media = invitation.sessionDescriptionHandler;
  return media instanceof Web.SessionDescriptionHandler ? media.peerConnection : undefined;
}

function listen(invitation: Invitation): void {
  const track = connectionOf(invitation)?.getReceivers()[0]?.track;
  if (!track) return;
  const player = new Audio();
  player.srcObject = new MediaStream([track]);
  void player.play();
}

window.barePhone = {
  async register({ server, domain, user, password }) {
    const uri = UserAgent.makeURI(`sip:${user}@${domain}`);
    if (!uri) throw new Error("bad address");
    const agent = new UserAgent({
      uri,
      transportOptions: { server },
      authorizationUsername: user,
      authorizationPassword: password,
      logLevel: "warn",
      delegate: { onInvite: show },
    });
    await agent.start();
    const registerer = new Registerer(agent, { expires: 600 });
    await new Promise<void>((resolve, reject) => {
      registerer
        .register({
          requestDelegate: {
            onAccept: () => resolve(),
            onReject: ({ message }) => reject(new Error(`REGISTER: ${message.statusCode}`)),
          },
        })
        .catch(reject);
    });
  },
  async firstPacketAtMs() {
    for (;;) {
      const receiver = newest && connectionOf(newest)?.getReceivers()[0];
      const [source] = receiver?.getSynchronizationSources() ?? [];
      // Of the newest frame, in epoch ms (webrtc-pc, RTCRtpContributingSource); looked at more often than frames come.
      if (source) return source.timestamp;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  },
};
