import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import { LineId } from "../../../src-shared/ids.ts";
import type { LineStanding } from "../../../src-shared/ipc/colleague-lines.ts";
import type { LineView, Workplace } from "../../../src-shared/ipc/workplace.ts";
import { NOW_MS } from "./history-rows.ts";

const ready = { state: "ready", sinceMs: NOW_MS - 8_050_000, retryAtMs: null, failure: null } as const;

/** The line of the hub alone. */
export const hubLine: LineView = {
  ...{ lineId: HUB_LINE, kind: "hub", title: "", user: "1001", server: "", domain: "", authUser: "" },
  ...{ displayName: "", echoNumber: "", recording: "", colleagues: [], phone: ready },
};

const orders: LineView = {
  ...{ kind: "sip", title: "Заказы", server: "wss://atc.vertolina.invalid:8089/ws", user: "7005" },
  ...{
    domain: "",
    authUser: "",
    displayName: "",
    echoNumber: "",
    recording: "",
    colleagues: [
      { extension: "7102", name: "Вера Павлова" },
      { extension: "7103", name: "Пётр Константинопольский-Архангельский" },
      { extension: "7104", name: "Охрана" },
      { extension: "7109", name: "" },
    ],
    lineId: LineId.parse("orders"),
    phone: ready,
  },
};

const COLLEAGUE_STANDINGS: readonly LineStanding[] = [
  { state: "talking", reason: null },
  { state: "free", reason: null },
  { state: "ringing", reason: null },
];

const night: LineView = {
  ...orders,
  colleagues: [],
  ...{ lineId: LineId.parse("night"), title: "", user: "night-desk", server: "wss://sip.provider.invalid/ws" },
  phone: { state: "waiting", sinceMs: NOW_MS - 14_000, retryAtMs: NOW_MS + 1_000, failure: "certificate-not-trusted" },
};

/** The hub's line, one that works, and one that does not. */
export const threeLines: Pick<Workplace, "lines" | "outgoingLineId" | "colleagueLines"> = {
  lines: [hubLine, orders, night],
  outgoingLineId: orders.lineId,
  colleagueLines: orders.colleagues.map((colleague, index) => {
    const standing: LineStanding = COLLEAGUE_STANDINGS[index] ?? { state: "unknown", reason: "not-found" };
    return { lineId: orders.lineId, ...colleague, ...standing };
  }),
};

/** A proxy with a login, and a company's certificate. */
export const companyNetwork: Workplace["network"] = {
  proxy: { kind: "manual", host: "proxy.vertolina.invalid", port: 3128, user: "belova" },
  hasProxyPassword: true,
  authorities: [
    {
      fingerprint: Array.from({ length: 32 }, () => "5A").join(":"),
      subject: "Vertolina Root CA, ООО «Вертолина»",
      issuer: "Vertolina Root CA, ООО «Вертолина»",
      expiresAtMs: NOW_MS + 94_608_000_000,
    },
  ],
};
