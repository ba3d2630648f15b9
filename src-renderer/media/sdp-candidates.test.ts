import { expect, it } from "vitest";
import { holdBackCandidates } from "./sdp-candidates.ts";

const OFFER = [
  "v=0",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111",
  "a=candidate:1 1 udp 2122260223 192.0.2.1 40000 typ host",
  "a=candidate:2 1 udp 1686052607 198.51.100.7 40001 typ srflx raddr 192.0.2.1 rport 40000",
  "a=end-of-candidates",
  "a=rtpmap:111 opus/48000/2",
  "m=video 9 UDP/TLS/RTP/SAVPF 96",
  "a=candidate:3 1 udp 2122260223 192.0.2.1 40002 typ host",
  "",
].join("\r\n");

it("takes the candidates out, each with the section it belongs to, and leaves the rest as it is", () => {
  expect(holdBackCandidates(OFFER)).toEqual({
    sdp: "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n",
    candidates: [
      { candidate: "candidate:1 1 udp 2122260223 192.0.2.1 40000 typ host", sdpMLineIndex: 0 },
      {
        candidate: "candidate:2 1 udp 1686052607 198.51.100.7 40001 typ srflx raddr 192.0.2.1 rport 40000",
        sdpMLineIndex: 0,
      },
      { candidate: "candidate:3 1 udp 2122260223 192.0.2.1 40002 typ host", sdpMLineIndex: 1 },
    ],
  });
});

it("leaves an offer without candidates as it is", () => {
  const offer = "v=0\r\nm=audio 9 RTP/AVP 8\r\n";
  expect(holdBackCandidates(offer)).toEqual({ sdp: offer, candidates: [] });
});
