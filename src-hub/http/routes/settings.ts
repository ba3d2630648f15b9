import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { TeamSettings } from "../../../src-shared/domain/team-settings.ts";
import { changeTeamSettings, readTeamSettings } from "../../queue/team-settings-desk.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";
import { refusedVersion } from "../settings-refusals.ts";

const TAGS = ["settings"];
const Versioned = z.object({ version: z.number().int().positive(), settings: TeamSettings });
const refusals = { 400: Refusal, 401: Refusal, 403: Refusal, 409: Refusal } as const;
const manage = { right: "queue.manage" } as const;

/** The team's settings as one document: statuses, breaks, and how each queue rings, wraps up and distributes. */
export const settingsRoutes: HubRoutes = (app, needs) => {
  app.get(
    "/settings",
    {
      config: manage,
      schema: { summary: "The settings of the team", tags: TAGS, response: { 200: Versioned, ...refusals } },
    },
    () => readTeamSettings(needs),
  );
  app.put(
    "/settings",
    {
      config: manage,
      bodyLimit: 1024 * 1024,
      schema: {
        summary: "Change the settings of the team, from now on",
        description:
          "Send the whole document with the version that was read: a change made meanwhile is not overwritten. Calls, waiting contacts and statuses stay as they are; each place that differs is logged.",
        tags: TAGS,
        body: Versioned,
        response: { 200: Versioned, ...refusals },
      },
    },
    async (request) => {
      const changed = await changeTeamSettings(needs, callerOf(request).personId, request.body);
      if (changed.ok) return changed.value;
      if (changed.code === "settings-changed") throw refusedVersion(changed.detail);
      const message = `Send exactly the queues of the team in settings.queues; too many or missing: ${String(changed.detail)}.`;
      throw new HttpRefusedError(400, { code: changed.code, message, retry: "no" });
    },
  );
};
