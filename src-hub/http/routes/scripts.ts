import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import type { OutlineProblem } from "../../../src-shared/domain/scripts/outline/outline-problem.ts";
import { readOutline } from "../../../src-shared/domain/scripts/outline/read-outline.ts";
import { ScriptHead } from "../../../src-shared/domain/scripts/script-head.ts";
import {
  PublishedVersion,
  PublishScript,
  ScriptFinding,
  ScriptOutline,
  ShelfScript,
  VersionedDraft,
} from "../../../src-shared/domain/scripts/script-shelf.ts";
import { ScriptId } from "../../../src-shared/ids.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";

const TAGS = ["scripts"];
const refusals = { 400: Refusal, 401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal } as const;
const write = { right: "script.publish" } as const;
const params = z.object({ scriptId: ScriptId });
/** Three thousand blocks, each with a text as long as it may be, are more than anybody writes. */
const BODY_LIMIT = 8 * 1024 * 1024;

/** Where scripts are written and published. */
export const scriptRoutes: HubRoutes = (app, { service }) => {
  const { shelf } = service.administration.scripts;
  app.get(
    "/scripts",
    {
      config: write,
      schema: {
        summary: "The scripts of the team",
        tags: TAGS,
        response: { 200: z.object({ scripts: z.array(ShelfScript) }), ...refusals },
      },
    },
    async () => ({ scripts: [...(await shelf.list())] }),
  );
  app.get(
    "/scripts/:scriptId/draft",
    {
      config: write,
      schema: {
        summary: "A script as it is being written, and what is wrong with it",
        tags: TAGS,
        params,
        response: { 200: VersionedDraft.extend({ findings: z.array(ScriptFinding) }), ...refusals },
      },
    },
    async ({ params: { scriptId } }) => {
      const [kept, findings] = await Promise.all([shelf.draft(scriptId), shelf.findings(scriptId)]);
      if (!kept || !findings) throw unknownScript();
      return { ...kept, findings: [...findings] };
    },
  );
  app.put(
    "/scripts/:scriptId/draft",
    {
      config: write,
      bodyLimit: BODY_LIMIT,
      schema: {
        summary: "Keep a script as it is being written",
        description:
          "Send the draft with the revision it was made from, 0 for a new script: one that somebody else kept meanwhile is not overwritten. It may be unfinished in any way; conversations walk it when it is published.",
        tags: TAGS,
        params,
        body: VersionedDraft,
        response: { 200: VersionedDraft, ...refusals },
      },
    },
    async (request) => {
      const kept = await shelf.keep(callerOf(request).personId, request.params.scriptId, request.body);
      if (kept.ok) return kept.value;
      throw kept.code === "draft-changed" ? draftChanged(kept.detail) : tooManyScripts();
    },
  );
  app.post(
    "/scripts/:scriptId/outline",
    {
      config: write,
      bodyLimit: BODY_LIMIT,
      schema: {
        summary: "Keep a script that is written as a Markdown outline",
        description:
          "docs/scripts.md has the words of an outline. It takes the place of the draft of `revision` (0: a new script), as a draft that is sent does; blocks that keep their titles keep their ids. What cannot be read is refused with the lines it stands in, and nothing is kept.",
        tags: TAGS,
        params,
        body: ScriptOutline.pick({ outline: true }).extend({ revision: VersionedDraft.shape.revision }),
        response: { 200: VersionedDraft, ...refusals },
      },
    },
    async (request) => {
      const { outline, revision } = request.body;
      const read = readOutline(outline);
      if (!read.ok) throw badOutline(read.detail as readonly OutlineProblem[]);
      const kept = await shelf.keep(callerOf(request).personId, request.params.scriptId, {
        revision,
        draft: read.value,
      });
      if (kept.ok) return kept.value;
      throw kept.code === "draft-changed" ? draftChanged(kept.detail) : tooManyScripts();
    },
  );
  app.post(
    "/scripts/:scriptId/publish",
    {
      config: write,
      schema: {
        summary: "Publish the draft",
        description:
          "Conversations that begin from now on walk it; those under way keep their version. A script in which a walk could get stuck is refused: read its draft for what is wrong.",
        tags: TAGS,
        params,
        body: PublishScript,
        response: { 200: ScriptHead, ...refusals },
      },
    },
    async (request) => {
      const published = await shelf.publish(callerOf(request).personId, request.params.scriptId, request.body);
      if (published.ok) return published.value;
      if (published.code === "unknown-script") throw unknownScript();
      if (published.code === "draft-changed") throw draftChanged(published.detail);
      const message =
        "A walk could get stuck in this script: read its draft, mend the errors in `findings`, publish again.";
      throw new HttpRefusedError(400, { code: published.code, message, retry: "no" });
    },
  );
  app.post(
    "/scripts/:scriptId/withdraw",
    {
      config: write,
      schema: {
        summary: "Offer the script no more",
        description: "Conversations that walk it go on, and scripts that call it still may.",
        tags: TAGS,
        params,
        response: { 200: z.object({ isWithdrawn: z.literal(true) }), ...refusals },
      },
    },
    async (request) => {
      const withdrawn = await shelf.withdraw(callerOf(request).personId, request.params.scriptId);
      if (!withdrawn.ok) throw unknownScript();
      return { isWithdrawn: true as const };
    },
  );
  app.get(
    "/scripts/:scriptId/versions",
    {
      config: write,
      schema: {
        summary: "The versions that were published, the newest first",
        tags: TAGS,
        params,
        response: { 200: z.object({ versions: z.array(PublishedVersion) }), ...refusals },
      },
    },
    async ({ params: { scriptId } }) => ({ versions: [...(await shelf.versions(scriptId))] }),
  );
};

function unknownScript(): HttpRefusedError {
  const message = "There is no such script: ask GET /scripts for those there are.";
  return new HttpRefusedError(404, { code: "unknown-script", message, retry: "no" });
}

function tooManyScripts(): HttpRefusedError {
  const message = "The team has as many scripts as it may: withdraw and reuse one that nobody needs.";
  return new HttpRefusedError(409, { code: "too-many-scripts", message, retry: "no" });
}

/** The first few lines are named: who mends them meets the others. */
function badOutline(problems: readonly OutlineProblem[]): HttpRefusedError {
  const lines = problems
    .slice(0, 5)
    .map(({ line, code }) => `line ${line}: ${code}`)
    .join(", ");
  const message = `The outline has places that cannot be read, ${problems.length} of them (${lines}): mend them by docs/scripts.md and send it again.`;
  return new HttpRefusedError(400, { code: "bad-outline", message, retry: "no" });
}

function draftChanged(revision: unknown): HttpRefusedError {
  const message = `Somebody kept another draft meanwhile, it is revision ${String(revision)}: read it, bring your change into it, and send it with that revision.`;
  return new HttpRefusedError(409, { code: "draft-changed", message, retry: "no" });
}
