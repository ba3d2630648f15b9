import { isIP } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { QueueId } from "../../src-shared/ids.ts";
import { ICE_ADDRESS } from "../site-call/ice-servers.ts";

/** One variable of the environment: what it is for, what is expected of it, and how it is read. */
export type Variable<Value> = {
  readonly about: string;
  /** Ends the sentence "expected …". */
  readonly expected: string;
  readonly schema: z.ZodType<Value>;
  /** It may also stand in a file, named by NAME_FILE: then it is in no list of processes. */
  readonly isSecret?: boolean;
};

/** A bot's id and its secret, as @BotFather gives them out. */
export const TELEGRAM_TOKEN = /^\d{3,20}:[\w-]{20,100}$/;

const flag = z.enum(["yes", "no"]).transform((word) => word === "yes");
const file = z.string().min(1);

/** A whole number written with digits alone. */
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().int().min(min).max(max));

const proxies = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .pipe(z.array(z.string().refine(isNetwork)).min(1));

const iceServers = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .pipe(z.array(z.string().regex(ICE_ADDRESS)).min(1).max(8));

function isNetwork(text: string): boolean {
  if (text === "loopback" || text === "uniquelocal" || text === "linklocal") return true;
  const [address = "", bits, ...rest] = text.split("/");
  const version = isIP(address);
  const isMask = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
  return version !== 0 && rest.length === 0 && isMask;
}

/** Every variable the hub alone knows, in the order of `--help`. A value left out takes the schema's default. */
export const VARIABLES = {
  HUB_HOST: {
    about: "the address to listen on; anything but this machine needs TLS or trusted proxies",
    expected: "an IP address such as 127.0.0.1 or 0.0.0.0",
    schema: z
      .string()
      .refine((text) => isIP(text) !== 0)
      .default("127.0.0.1"),
  },
  HUB_PORT: {
    about: "the port for HTTP, SIP and the link alike; 0: any free one",
    expected: "a whole number from 0 to 65535",
    schema: whole(0, 65_535).default(7480),
  },
  DATABASE_URL: {
    about: "a PostgreSQL database (15 or newer); left out: an SQLite file",
    expected: "an address such as postgresql://user:password@host:5432/tandem",
    schema: z.url({ protocol: /^postgres(?:ql)?$/ }).optional(),
    isSecret: true,
  },
  HUB_DATABASE_FILE: {
    about: "the SQLite file",
    expected: "a file name",
    schema: file.default(() => join(homedir(), ".tandem-hub", "hub.db")),
  },
  HUB_DATABASE_KEY: {
    about: "encrypts the SQLite file",
    expected: "64 hexadecimal digits (openssl rand -hex 32)",
    schema: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    isSecret: true,
  },
  HUB_SECRET_KEY: {
    about: "signs sign-ins and seals one-time codes, the same on all nodes; left out: a key kept in the database",
    expected: "64 hexadecimal digits (openssl rand -hex 32)",
    schema: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    isSecret: true,
  },
  HUB_DATABASE_WAIT_S: {
    about: "how long to wait for a database server that does not answer",
    expected: "seconds from 0 to 86400",
    schema: whole(0, 86_400).default(60),
  },
  HUB_STAND_BY: {
    about: "yes: wait while another hub serves the same database, and take over when it is gone; no: refuse to start",
    expected: "yes or no",
    schema: flag.default(false),
  },
  REDIS_URL: {
    about:
      "a Redis (6.2 or newer) over which several nodes of one PostgreSQL database talk; left out: one hub serves it",
    expected: "an address such as redis://:password@host:6379 or rediss://host:6380",
    schema: z.url({ protocol: /^rediss?$/ }).optional(),
    isSecret: true,
  },
  HUB_TEAM_FILE: {
    about: "the team to begin with, put into a database that has none",
    expected: "the name of a JSON file like assets/demo-team/team.json",
    schema: file.optional(),
  },
  HUB_SITES_FILE: {
    about: "company sites with the chat, taken at each start in the place of those with the same keys",
    expected: "the name of a JSON file with a list of sites, see docs/site-chat.md",
    schema: file.optional(),
  },
  HUB_SECRETS_FILE: {
    about: "passwords by login, taken at each start; the hub keeps only what checks them",
    expected: 'the name of a JSON file like {"marina":"…"}',
    schema: file.optional(),
  },
  HUB_TLS_CERT: {
    about: "the certificate (PEM, with its chain): https and wss instead of http and ws",
    expected: "the name of a file",
    schema: file.optional(),
  },
  HUB_TLS_KEY: {
    about: "the key of that certificate (PEM)",
    expected: "the name of a file",
    schema: file.optional(),
  },
  HUB_TRUSTED_PROXIES: {
    about: "proxies in front of the hub, whose X-Forwarded-For is believed",
    expected: "addresses or networks with commas between, such as 127.0.0.1,10.0.0.0/8, or loopback",
    schema: proxies.default([]),
  },
  HUB_PUBLIC_URL: {
    about: "where the world reaches the hub",
    expected: "an address such as https://hub.example.com",
    schema: z
      .url({ protocol: /^https?$/ })
      .transform((text) => text.replace(/\/+$/, ""))
      .optional(),
  },
  ASTERISK_URL: {
    about: "an Asterisk 22 that carries the calls, by its ARI; left out: the hub carries them itself",
    expected: "an address such as http://127.0.0.1:8088",
    schema: z.url({ protocol: /^https?$/ }).optional(),
  },
  ASTERISK_ARI_USER: {
    about: "the hub's user of ari.conf",
    expected: "a name without colons",
    schema: z
      .string()
      .regex(/^[^:\s]{1,64}$/)
      .default("tandem"),
  },
  ASTERISK_ARI_PASSWORD: {
    about: "the password of that user",
    expected: "at least 8 characters",
    schema: z.string().min(8).max(256).optional(),
    isSecret: true,
  },
  ASTERISK_APPLICATION: {
    about: "the Stasis application of the dialplan; two hubs on one Asterisk need two",
    expected: "letters, digits, - and _",
    schema: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .default("tandem"),
  },
  ASTERISK_PHONE_SERVER: {
    about: "where the operators' desktops register at that Asterisk, as they reach it",
    expected: "an address such as wss://pbx.example.com:8089/ws",
    schema: z.url({ protocol: /^wss?$/ }).optional(),
  },
  ASTERISK_TRUNK: {
    about: "how numbers outside are dialled; left out: nobody can call out",
    expected: "an endpoint with {number} in it, such as PJSIP/{number}@carrier",
    schema: z
      .string()
      .regex(/^[A-Za-z]+\/(?=.*\{number\})[\w@.:;=+{}/-]{1,120}$/)
      .optional(),
  },
  ASTERISK_CALLER_NUMBER: {
    about: "what customers are shown when an operator calls; left out: what the trunk says",
    expected: "a number such as +74951234567",
    schema: z
      .string()
      .regex(/^\+?\d{2,15}$/)
      .optional(),
  },
  ASTERISK_RECORD: {
    about: "yes: every talk is recorded from its start, each side in a file of its own; no: when the operator asks",
    expected: "yes or no",
    schema: flag.default(false),
  },
  ASTERISK_SOUNDS: {
    about: "where Asterisk finds the announcements of assets/announcements: a folder among its sounds, or a whole path",
    expected: "the name of a folder such as tandem",
    schema: z
      .string()
      .regex(/^[\w./-]{1,200}$/)
      .default("tandem"),
  },
  HUB_BACKUP_FOLDER: {
    about: "where POST /api/v1/backups puts copies of the SQLite file; left out: none are made",
    expected: "the name of a folder",
    schema: file.optional(),
  },
  HUB_FILES_FOLDER: {
    about: "where files of conversations are kept; encrypted when the SQLite file is",
    expected: "the name of a folder",
    schema: file.default(() => join(homedir(), ".tandem-hub", "files")),
  },
  TELEGRAM_BOT_TOKEN: {
    about: "a Telegram bot whose chats come to the queue TELEGRAM_QUEUE; by webhook where HUB_PUBLIC_URL is https",
    expected: "a token of @BotFather, such as 123456789:AA…",
    schema: z.string().regex(TELEGRAM_TOKEN).optional(),
    isSecret: true,
  },
  TELEGRAM_BOTS_FILE: {
    about: "more Telegram bots, each for a queue of its own",
    expected: 'the name of a JSON file with a list such as [{"token":"123456789:AA…","queueId":"support"}]',
    schema: file.optional(),
  },
  TELEGRAM_QUEUE: {
    about: "the queue for what customers write to the Telegram bot",
    expected: "the id of a queue of the team",
    schema: QueueId.optional(),
  },
  TELEGRAM_API_URL: {
    about: "a Bot API server of your own",
    expected: "an address such as http://127.0.0.1:8081; default: Telegram's own",
    schema: z
      .url({ protocol: /^https?$/ })
      .transform((text) => text.replace(/\/+$/, ""))
      .optional(),
  },
  HUB_ICE_SERVERS: {
    about: "STUN and TURN servers for calls from sites, where a browser and who answers cannot reach each other",
    expected:
      "addresses with commas between, such as stun:turn.example.com:3478,turn:turn.example.com:3478?transport=udp",
    schema: iceServers.default([]),
  },
  HUB_TURN_SECRET: {
    about:
      "the secret of those TURN servers (coturn: static-auth-secret): each call gets a name and password of its own",
    expected: "at least 16 characters",
    schema: z.string().min(16).max(256).optional(),
    isSecret: true,
  },
  HUB_METRICS_TOKEN: {
    about: "lets who sends it as a bearer token read /metrics; left out: this machine only",
    expected: "at least 16 characters",
    schema: z.string().min(16).max(256).optional(),
    isSecret: true,
  },
  HUB_LOG_LEVEL: {
    about: "what is logged",
    expected: "error, warn, info or debug",
    schema: z.enum(["error", "warn", "info", "debug"]).default("info"),
  },
  HUB_LOG_FORMAT: {
    about: "json: a line of JSON each; text: for people",
    expected: "json or text",
    schema: z.enum(["json", "text"]).default("json"),
  },
  HUB_DRAIN_S: {
    about: "how long calls may go on after SIGTERM",
    expected: "seconds from 0 to 86400",
    schema: whole(0, 86_400).default(60),
  },
} as const satisfies Readonly<Record<string, Variable<unknown>>>;

export type VariableName = keyof typeof VARIABLES;

/** What the variables say, each read by its schema. */
export type Values = { readonly [Name in VariableName]: z.output<(typeof VARIABLES)[Name]["schema"]> };
