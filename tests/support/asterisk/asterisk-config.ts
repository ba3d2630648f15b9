import { networkInterfaces } from "node:os";
import path from "node:path";

/** A phone of the PBX, registered over WebSocket; it is dialled by its user. */
export type AsteriskAccount = {
  readonly user: string;
  readonly password: string;
  /** `webrtc` for a real media window; `plain` RTP for phones whose media is a fake. */
  readonly media: "webrtc" | "plain";
  readonly displayName?: string;
  /** Further lines of its endpoint in pjsip.conf. */
  readonly options?: readonly string[];
  /** Further lines of its place in the registrar. */
  readonly aor?: readonly string[];
};

/** A SIP peer on UDP that needs no password, as a customer's side or a carrier: SIPp or baresip. */
export type AsteriskPeer = {
  readonly name: string;
  /** Its own UDP port: calls from there are its calls, and `PJSIP/name` reaches it there. */
  readonly port: number;
  readonly options?: readonly string[];
};

export type AsteriskSettings = {
  readonly accounts: readonly AsteriskAccount[];
  readonly peers: readonly AsteriskPeer[];
  /** Text of extensions.conf (phones.conf when none is given): a phone dials in context `phones`, a peer in `outside`. */
  readonly dialplan: string;
  /** Text of sorcery.conf; left out: Asterisk's own. */
  readonly sorcery?: string;
  /** Lines of `[applicationmap]` in features.conf. */
  readonly features?: readonly string[];
  readonly tls?: { readonly certificateFile: string; readonly keyFile: string };
};

export type AsteriskPlace = {
  /** Where the packages lie. */
  readonly program: string;
  /** Where this PBX lives. */
  readonly folder: string;
  readonly ports: {
    readonly http: number;
    readonly https: number;
    readonly manager: number;
    readonly sip: number;
    readonly rtp: number;
  };
  readonly secret: string;
};

export const RTP_PORTS = 200;

/** What no test needs: it costs a second of start, or wants hardware, a database or a network. */
const NOT_LOADED = [
  ...["app_adsiprog", "app_agent_pool", "app_alarmreceiver", "app_amd", "app_festival", "app_followme", "app_getcpeid"],
  ...["app_jack", "app_minivm", "app_voicemail", "app_voicemail_imap", "app_voicemail_odbc", "cdr_adaptive_odbc"],
  ...["cdr_csv", "cdr_custom", "cdr_manager", "cdr_odbc", "cdr_pgsql", "cdr_radius", "cdr_sqlite3_custom", "cdr_tds"],
  ...["cel_custom", "cel_odbc", "cel_pgsql", "cel_radius", "cel_sqlite3_custom", "cel_tds", "chan_console"],
  ...["chan_dahdi", "chan_iax2", "chan_mobile", "chan_motif", "chan_unistim", "func_odbc", "pbx_ael", "pbx_dundi"],
  ...["pbx_lua", "pbx_realtime", "res_adsi", "res_aeap", "res_calendar", "res_calendar_caldav", "res_calendar_ews"],
  ...["res_calendar_exchange", "res_calendar_icalendar", "res_config_curl", "res_config_ldap", "res_config_odbc"],
  ...["res_config_pgsql", "res_config_sqlite3", "res_geolocation", "res_hep", "res_hep_pjsip", "res_hep_rtcp"],
  ...["res_odbc", "res_odbc_transaction", "res_phoneprov", "res_pjsip_config_wizard", "res_pjsip_geolocation"],
  ...["res_pjsip_phoneprov_provider", "res_pjsip_stir_shaken", "res_prometheus", "res_resolver_unbound", "res_smdi"],
  ...["res_snmp", "res_speech_aeap", "res_statsd", "res_stir_shaken", "res_stun_monitor", "res_xmpp"],
];

const TONES_OF_COUNTRY = [
  ...["[general]", "country = ru", "[ru]", "description = Russia", "ringcadence = 1000,4000", "dial = 425"],
  ...["busy = 425/350,0/350", "ring = 425/1000,0/4000", "congestion = 425/175,0/175", ""],
].join("\n");

/** The configuration files of a PBX that is on 127.0.0.1 alone, by name. */
export function asteriskFiles(settings: AsteriskSettings, place: AsteriskPlace): Readonly<Record<string, string>> {
  return {
    "asterisk.conf": mainFile(place),
    "logger.conf": "[general]\n[logfiles]\nfull => notice,warning,error,verbose(3)\n",
    "modules.conf": `[modules]\nautoload = yes\n${NOT_LOADED.map((name) => `noload = ${name}.so\n`).join("")}`,
    "http.conf": httpFile(settings, place),
    "manager.conf": managerFile(place),
    ...(settings.sorcery === undefined ? {} : { "sorcery.conf": settings.sorcery }),
    "ari.conf": ariFile(place),
    "rtp.conf": rtpFile(place),
    "pjsip.conf": pjsipFile(settings, place),
    "musiconhold.conf": `[default]\nmode = files\ndirectory = ${place.program}/usr/share/asterisk/moh\n`,
    "extensions.conf": settings.dialplan,
    "features.conf": `[general]\n[featuremap]\n[applicationmap]\n${(settings.features ?? []).join("\n")}\n`,
    "confbridge.conf": "[general]\n",
    "res_parking.conf": "[default]\nparkext => 750\nparkpos => 751-759\ncontext => phones\n",
    "indications.conf": TONES_OF_COUNTRY,
    "cdr.conf": "[general]\nenable = no\n",
    "cel.conf": "[general]\nenable = no\n",
    ...Object.fromEntries(
      ["udptl.conf", "stasis.conf", "ccss.conf", "acl.conf", "queues.conf"].map((name) => [name, ""]),
    ),
  };
}

function mainFile({ folder, program }: AsteriskPlace): string {
  const shared = `${program}/usr`;
  const modules = path.join(shared, "lib", process.arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu");
  const directories = {
    astetcdir: `${folder}/etc`,
    astmoddir: `${modules}/asterisk/modules`,
    astvarlibdir: `${folder}/db`,
    astdbdir: `${folder}/db`,
    astkeydir: `${folder}/db`,
    astdatadir: `${shared}/share/asterisk`,
    astagidir: `${folder}/db`,
    astspooldir: `${folder}/spool`,
    astrundir: `${folder}/run`,
    astlogdir: `${folder}/log`,
    astcachedir: `${folder}/db`,
    astsbindir: `${shared}/sbin`,
  };
  const lines = Object.entries(directories).map(([key, value]) => `${key} => ${value}\n`);
  const options = ["documentation_language = en", "defaultlanguage = ru", "transmit_silence = yes"].join("\n");
  return `[directories]\n${lines.join("")}[options]\n${options}\n`;
}

function httpFile({ tls }: AsteriskSettings, { ports }: AsteriskPlace): string {
  const plain = ["[general]", "enabled = yes", "bindaddr = 127.0.0.1", `bindport = ${ports.http}`];
  const secured = tls
    ? [
        "tlsenable = yes",
        `tlsbindaddr = 127.0.0.1:${ports.https}`,
        `tlscertfile = ${tls.certificateFile}`,
        `tlsprivatekey = ${tls.keyFile}`,
      ]
    : [];
  return `${[...plain, ...secured].join("\n")}\n`;
}

function managerFile({ ports, secret }: AsteriskPlace): string {
  const general = ["[general]", "enabled = yes", "webenabled = no", "bindaddr = 127.0.0.1", `port = ${ports.manager}`];
  const user = ["[test]", `secret = ${secret}`, "read = all", "write = all", "writetimeout = 1000"];
  return `${[...general, ...user].join("\n")}\n`;
}

/** The hub's user of the REST interface; its password is the manager's. */
function ariFile({ secret }: AsteriskPlace): string {
  const user = ["[tandem]", "type = user", "read_only = no", `password = ${secret}`, "password_format = plain"];
  return `${["[general]", "enabled = yes", ...user].join("\n")}\n`;
}

/** Asterisk leaves 127.0.0.1 out of its ICE candidates: each address of the machine is published as 127.0.0.1. */
function rtpFile({ ports }: AsteriskPlace): string {
  const addresses = Object.values(networkInterfaces())
    .flatMap((one) => one ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => `${address} => 127.0.0.1\n`);
  const range = `rtpstart = ${ports.rtp}\nrtpend = ${ports.rtp + RTP_PORTS - 1}\n`;
  return `[general]\n${range}icesupport = yes\nstrictrtp = yes\n[ice_host_candidates]\n${addresses.join("")}`;
}

function pjsipFile({ accounts, peers }: AsteriskSettings, { ports }: AsteriskPlace): string {
  const sections = [
    section("global", ["type = global", "endpoint_identifier_order = username,ip,anonymous"]),
    section("udp", ["type = transport", "protocol = udp", `bind = 127.0.0.1:${ports.sip}`]),
    section("ws", ["type = transport", "protocol = ws", "bind = 127.0.0.1"]),
    section("wss", ["type = transport", "protocol = wss", "bind = 127.0.0.1"]),
    ...accounts.flatMap(accountSections),
    ...peers.flatMap(peerSections),
  ];
  return sections.join("");
}

const ON_LOOPBACK = [
  "media_address = 127.0.0.1",
  "bind_rtp_to_media_address = yes",
  "direct_media = no",
  "disallow = all",
];

function accountSections({
  user,
  password,
  media,
  displayName = user,
  options = [],
  aor = [],
}: AsteriskAccount): string[] {
  const codecs = media === "webrtc" ? ["webrtc = yes", "allow = opus,alaw,ulaw"] : ["allow = ulaw,alaw"];
  const endpoint = [
    ...["type = endpoint", "context = phones", `aors = ${user}`, `auth = ${user}`],
    ...[`callerid = ${displayName} <${user}>`, ...ON_LOOPBACK, ...codecs],
    ...["dtmf_mode = rfc4733", "allow_transfer = yes", "allow_subscribe = yes", "subscribe_context = phones"],
    // A hold of one side reaches the other as a hold, as on the embedded exchange; the rest of the world plays music.
    ...["moh_passthrough = yes", "device_state_busy_at = 0", "rtp_timeout = 60", "language = ru", ...options],
  ];
  return [
    section(user, endpoint),
    section(user, ["type = aor", "max_contacts = 1", "remove_existing = yes", "qualify_frequency = 0", ...aor]),
    section(user, ["type = auth", "auth_type = userpass", `username = ${user}`, `password = ${password}`]),
  ];
}

function peerSections({ name, port, options = [] }: AsteriskPeer): string[] {
  const endpoint = [
    ...["type = endpoint", "context = outside", `aors = ${name}`, ...ON_LOOPBACK, "allow = alaw,ulaw"],
    ...["rtp_symmetric = yes", "dtmf_mode = rfc4733", "language = ru", ...options],
  ];
  return [
    section(name, endpoint),
    section(name, ["type = aor", `contact = sip:${name}@127.0.0.1:${port}`]),
    section(name, ["type = identify", `endpoint = ${name}`, `match = 127.0.0.1:${port}`]),
  ];
}

function section(name: string, lines: readonly string[]): string {
  return `[${name}]\n${lines.join("\n")}\n`;
}
