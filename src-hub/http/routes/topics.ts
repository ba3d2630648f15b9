import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { TopicSettings } from "../../../src-shared/domain/topics/topic-settings.ts";
import { readTopics } from "../../log/topic-store.ts";
import { changeTopics } from "../../queue/topic-settings-desk.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";
import { refusedVersion } from "../settings-refusals.ts";

const TAGS = ["settings"];
const Versioned = z.object({ version: z.number().int().positive(), settings: TopicSettings });
const refusals = { 400: Refusal, 401: Refusal, 403: Refusal, 409: Refusal } as const;
const manage = { right: "queue.manage" } as const;

/** What contacts are about, and what is asked for at their end. */
export const topicRoutes: HubRoutes = (app, needs) => {
  app.get(
    "/settings/topics",
    {
      config: manage,
      schema: { summary: "The topics of the team", tags: TAGS, response: { 200: Versioned, ...refusals } },
    },
    () => readTopics(needs.db),
  );
  app.put(
    "/settings/topics",
    {
      config: manage,
      bodyLimit: 1024 * 1024,
      schema: {
        summary: "Change the topics of the team, from now on",
        description:
          "Send the whole tree with the version that was read: a change made meanwhile is not overwritten. A topic is archived, never left out: old contacts keep its name. `required` says what a wrap-up is not finished without.",
        tags: TAGS,
        body: Versioned,
        response: { 200: Versioned, ...refusals },
      },
    },
    async (request) => {
      const changed = await changeTopics(needs, callerOf(request).personId, request.body);
      if (changed.ok) return changed.value;
      if (changed.code === "settings-changed") throw refusedVersion(changed.detail);
      const message = `Archive these topics with "isArchived": true, contacts may have them: ${String(changed.detail)}.`;
      throw new HttpRefusedError(400, { code: changed.code, message, retry: "no" });
    },
  );
};
