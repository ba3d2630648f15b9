import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkScript } from "../../src-shared/domain/scripts/check-script.ts";
import { readOutline } from "../../src-shared/domain/scripts/outline/read-outline.ts";
import { bookScript } from "../../src-shared/domain/scripts/script-book.ts";
import { Team } from "../../src-shared/domain/team.ts";
import { TopicSettings } from "../../src-shared/domain/topics/topic-settings.ts";
import { ScriptId } from "../../src-shared/ids.ts";

const FOLDER = join(import.meta.dirname, "../../assets/demo-team");
const { topics, ...file } = JSON.parse(readFileSync(join(FOLDER, "team.json"), "utf8"));
const team = Team.parse(file);
const { topics: known } = TopicSettings.parse(topics);
const NAMES = readdirSync(join(FOLDER, "scripts")).map((name) => name.replace(/\.md$/, ""));

describe("the scripts of the demo team", () => {
  it.each(NAMES)("%s is read, and nothing is wrong with it", (name) => {
    const { graph, audience } = draftOf(name);
    const findings = checkScript(ScriptId.parse(name), graph, {
      script: (scriptId) => (NAMES.includes(scriptId) ? bookScript(scriptId, draftOf(scriptId).graph) : null),
      hasTopic: (topicId) => known.some((topic) => topic.topicId === topicId),
      hasQueue: (queueId) => team.queues.some((queue) => queue.queueId === queueId),
    });
    const titleOf = (id: string | null) => graph.blocks.find(({ blockId }) => blockId === id)?.title ?? id;
    expect(findings.map(({ blockId, ...finding }) => ({ ...finding, block: titleOf(blockId) }))).toEqual([]);
    for (const queueId of audience.queueIds) expect(team.queues.map((queue) => queue.queueId)).toContain(queueId);
    for (const topicId of audience.topicIds) expect(known.map((topic) => topic.topicId)).toContain(topicId);
  });

  it("are twelve, of every model that is walked as it is", () => {
    expect(NAMES.length).toBeGreaterThanOrEqual(12);
    const models = new Set(NAMES.map((name) => draftOf(name).graph.model));
    expect(models).toEqual(new Set(["standard", "block-scheme", "hybrid"]));
  });
});

function draftOf(name: string) {
  const read = readOutline(readFileSync(join(FOLDER, "scripts", `${name}.md`), "utf8"));
  if (!read.ok) throw new Error(`${name}: ${JSON.stringify(read.detail)}`);
  return read.value;
}
