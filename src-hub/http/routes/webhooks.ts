import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import type { HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";

/** Far above any update of a messenger, which tells of files and does not carry them. */
const LARGEST_POST = 256 * 1024;

const Params = z.object({ channel: z.string().max(32), account: z.string().max(128) });

const REFUSALS = {
  400: { code: "bad-update", message: "This is no update of the channel.", retry: "no" },
  401: { code: "not-the-channel", message: "The post does not prove that it is the channel's.", retry: "no" },
  404: { code: "unknown-channel", message: "The hub serves no such channel.", retry: "no" },
  429: { code: "too-many-messages", message: "This customer writes too fast: post it again later.", retry: "later" },
  503: { code: "unavailable", message: "It cannot be kept now: post it again later.", retry: "later" },
} as const;

/** Where messengers post what happens in them. Who posts is checked by the channel itself; what is answered with 200 is kept. */
export const webhookRoutes: HubRoutes = (app, { service }) => {
  app.removeAllContentTypeParsers();
  // As it came: some channels sign the very bytes.
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: LARGEST_POST }, (_request, body, done) =>
    done(null, body),
  );
  app.post(
    "/channels/:channel/:account/webhook",
    {
      bodyLimit: LARGEST_POST,
      // All customers of a messenger come from its few addresses; the intake limits each customer.
      // Anyone: a messenger is nobody of the team, its own secret or signature is checked by the channel.
      config: { right: "anyone", rateLimit: false },
      schema: {
        summary: "Updates of a messenger",
        tags: ["channels"],
        params: Params,
        response: {
          200: z.object({ ok: z.literal(true) }),
          ...{ 400: Refusal, 401: Refusal, 404: Refusal, 429: Refusal, 503: Refusal },
        },
      },
    },
    async (request, reply) => {
      const channel = service.textChannel(request.params);
      if (!channel?.webhook) throw new HttpRefusedError(404, REFUSALS[404]);
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
      );
      const body: unknown = request.body;
      const answer = await channel.webhook({ headers, body: body instanceof Uint8Array ? body : new Uint8Array() });
      if (answer.status === 200) return { ok: true as const };
      if (answer.retryAfterMs !== undefined) reply.header("retry-after", Math.ceil(answer.retryAfterMs / 1000));
      throw new HttpRefusedError(answer.status, REFUSALS[answer.status]);
    },
  );
};
