import * as z from "zod";

const EpochMs = z.number().int().nonnegative();

/** How one step of the check stands; `unsure`: nothing is broken as far as can be told, and it was not proved either. */
export const CheckVerdict = z.enum(["waiting", "running", "good", "unsure", "bad"]);
export type CheckVerdict = z.output<typeof CheckVerdict>;

/**
 * «Проверка связи»: what one check found, step by step. `finishedAtMs` null: it goes on. Levels in dB of full scale.
 * `dead`: the microphone is there and gives nothing but zeros; `quiet`: it lives, and nobody spoke.
 * The echo call goes through the server and back to this phone with a tone: `no-sound` when the tone did not return,
 * `no-number` when a PBX elsewhere has no number for that, or another one than was set.
 */
export const Preflight = z.object({
  startedAtMs: EpochMs,
  finishedAtMs: EpochMs.nullable(),
  link: CheckVerdict,
  phone: CheckVerdict,
  microphone: z.object({
    verdict: CheckVerdict,
    problem: z.enum(["missing", "denied", "dead", "quiet", "no-window"]).nullable(),
    label: z.string().max(256).nullable(),
    levelDb: z.number().nullable(),
  }),
  headphones: z.object({
    verdict: CheckVerdict,
    problem: z.enum(["missing", "not-heard", "no-window"]).nullable(),
    label: z.string().max(256).nullable(),
  }),
  echo: z.object({
    verdict: CheckVerdict,
    problem: z.enum(["phone-not-ready", "not-answered", "no-sound", "no-number"]).nullable(),
    roundTripMs: z.number().nonnegative().nullable(),
    lossPercent: z.number().min(0).max(100).nullable(),
    levelDb: z.number().nullable(),
  }),
});
export type Preflight = z.output<typeof Preflight>;

const Done = z.object({});

/** The check of the connection, as the window runs it. */
export const preflightRequests = {
  /** «Проверка связи»: begins; `Workplace.preflight` follows it. */
  "preflight.start": { input: z.object({}), output: Done, errors: ["preflight-busy"] },
  /** Three notes in the headphones, and the person's word whether they were heard. */
  "preflight.play-notes": { input: z.object({}), output: Done, errors: [] },
  "preflight.say-heard": { input: z.object({ heard: z.boolean() }), output: Done, errors: [] },
} as const;
