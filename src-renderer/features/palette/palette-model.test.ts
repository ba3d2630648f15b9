import { describe, expect, it } from "vitest";
import { type Command, markedOf, sectionsOf, stepFrom } from "./palette-model.ts";

const command = (id: string, group: Command["group"]): Command => ({
  id,
  group,
  title: id,
  words: [],
  icon: null,
  run: () => undefined,
});
const all = [command("online", "status"), command("queue", "section"), command("lunch", "status")];
const ids = (commands: readonly Command[]) => commands.map(({ id }) => id);

describe("sectionsOf", () => {
  it("puts commands of one group together while nothing is typed", () => {
    expect(sectionsOf(all, " ").map(({ group, commands }) => [group, ids(commands)])).toEqual([
      ["status", ["online", "lunch"]],
      ["section", ["queue"]],
    ]);
  });

  it("keeps what was found in its order, without headings", () => {
    expect(sectionsOf(all, "o")).toEqual([{ group: null, commands: all }]);
    expect(sectionsOf([], "o")).toEqual([]);
  });
});

describe("the marked command", () => {
  it("stays while it is there, else is the first", () => {
    expect(markedOf(all, "queue")?.id).toBe("queue");
    expect(markedOf(all, "gone")?.id).toBe("online");
    expect(markedOf([], "queue")).toBeNull();
  });

  it("goes round the ends", () => {
    expect(stepFrom(all, null, 1)?.id).toBe("queue");
    expect(stepFrom(all, "lunch", 1)?.id).toBe("online");
    expect(stepFrom(all, "online", -1)?.id).toBe("lunch");
    expect(stepFrom([], null, 1)).toBeNull();
  });
});
