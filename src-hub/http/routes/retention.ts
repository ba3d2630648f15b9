import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { RetentionSettings } from "../../../src-shared/domain/retention.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";
import { refusedVersion } from "../settings-refusals.ts";

const TAGS = ["settings"];
const Versioned = z.object({ version: z.number().int().positive(), settings: RetentionSettings });
const refusals = { 400: Refusal, 401: Refusal, 403: Refusal, 409: Refusal } as const;

/** For how long what is known is kept. */
export const retentionRoutes: HubRoutes = (app, { service }) => {
  app.get(
    "/settings/retention",
    {
      config: { right: "audit.read" },
      schema: { summary: "For how many days data are kept", tags: TAGS, response: { 200: Versioned, ...refusals } },
    },
    () => service.administration.retention.read(),
  );
  app.put(
    "/settings/retention",
    {
      config: { right: "hub.manage" },
      schema: {
        summary: "Change for how many days data are kept; null: for ever",
        description:
          "Send the version that was read: a change made meanwhile is not overwritten. What is over its time goes within minutes, for good.",
        tags: TAGS,
        body: Versioned,
        response: { 200: Versioned, ...refusals },
      },
    },
    async (request) => {
      const changed = await service.administration.retention.change(callerOf(request).personId, request.body);
      if (!changed.ok) throw refusedVersion(changed.detail);
      return changed.value;
    },
  );
};
