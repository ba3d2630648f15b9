import * as z from "zod";
import { BusinessHours } from "../domain/distribution/business-hours.ts";
import { QueueId } from "../ids.ts";
import { parseColour } from "./contrast.ts";

/** The public name of one site's chat, as it stands in the page: no secret. */
export const SiteKey = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[\w-]+$/)
  .brand<"SiteKey">();
export type SiteKey = z.output<typeof SiteKey>;

/** Scheme, host and port, as a browser says them (RFC 6454 §6.2). `https://*.firm.ru` stands for every host below. */
const SiteOrigin = z
  .string()
  .max(300)
  .regex(/^https?:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?$/);

const InLanguages = (longest: number) =>
  z.object({ ru: z.string().max(longest).optional(), en: z.string().max(longest).optional() }).default({});

/** One site that has the chat: who may load it, where its contacts go, how it looks. */
export const SiteSettings = z.object({
  key: SiteKey,
  name: z.string().min(1).max(80),
  origins: z.array(SiteOrigin).min(1).max(50),
  /** The queue that answers; its own hours count as well. */
  queueId: QueueId,
  title: InLanguages(60),
  greeting: InLanguages(400),
  away: InLanguages(400),
  /** A colour the widget may darken or lighten until it can be read. Null: the widget's own blue. */
  accent: z
    .string()
    .refine((text) => parseColour(text) !== null, "not a colour like #3350d3")
    .nullable()
    .default(null),
  hours: BusinessHours.nullable().default(null),
  hasFiles: z.boolean().default(true),
  hasRating: z.boolean().default(true),
  hasCallBack: z.boolean().default(true),
  /** «Позвонить с сайта»: a call from the page into the queue. Off unless said: it needs the site's leave for a microphone. */
  hasCall: z.boolean().default(false),
  privacyUrl: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable()
    .default(null),
});
export type SiteSettings = z.output<typeof SiteSettings>;

/** Whether a page of this origin may have the site's chat. */
export function isOriginAllowed({ origins }: Pick<SiteSettings, "origins">, origin: string | undefined): boolean {
  if (origin === undefined) return false;
  return origins.some((allowed) => {
    if (!allowed.includes("//*.")) return allowed === origin;
    const [scheme = "", rest = ""] = allowed.split("//*");
    return origin.startsWith(`${scheme}//`) && origin.endsWith(rest) && origin.length > scheme.length + 2 + rest.length;
  });
}
