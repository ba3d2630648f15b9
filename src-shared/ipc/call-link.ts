import * as z from "zod";
import { Extension } from "./extension.ts";

export const callLinkRequests = {
  /** The link another program opened last, or a missed call that was clicked, once: what to ask the operator about. `number` null: it held no number. */
  "links.take": {
    input: z.object({}),
    output: z.object({
      link: z
        .object({
          number: z.object({ target: z.string().max(32), extension: Extension.nullable() }).nullable(),
          from: z.enum(["link", "missed"]),
        })
        .nullable(),
    }),
    errors: [],
  },
} as const;

export const callLinkEvents = {
  /** Another program opened a `tel:`, `sip:` or `callto:` link; `links.take` tells which. */
  "links.opened": z.object({}),
} as const;
