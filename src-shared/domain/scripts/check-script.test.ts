import { describe, expect, it } from "vitest";
import { aBlock, aBook, aGraph, ask, end, say } from "../../../tests/support/a-script.ts";
import { QueueId, ScriptId, TopicId } from "../../ids.ts";
import { checkScript } from "./check-script.ts";
import type { ScriptGraph } from "./script.ts";

const main = ScriptId.parse("main");

function found(graph: ScriptGraph, others: Readonly<Record<string, ScriptGraph>> = {}) {
  const world = {
    script: aBook(others),
    hasTopic: (id: TopicId) => id === TopicId.parse("money"),
    hasQueue: (id: QueueId) => id === QueueId.parse("support"),
  };
  return checkScript(main, graph, world).map(({ code, blockId, item }) =>
    [code, blockId, item].filter((one) => one !== null).join(" "),
  );
}

describe("the check of a script", () => {
  it("finds nothing wrong with a whole one", () => {
    const graph = aGraph([
      ask("why", ["form", "bye"]),
      aBlock("form", "form", { text: "", fields: [{ key: "n", label: "Номер", type: "text" }], next: "say" }),
      say("say", "bye", { text: "{{номер | ваш заказ}}, {{имя клиента: дательный | вам}}" }),
      end("bye"),
    ]);
    expect(found(graph)).toEqual([]);
  });

  it("finds ways that lead nowhere, rounds without an end and blocks nobody comes to", () => {
    expect(found(aGraph([], { startId: null }))).toEqual(["no-start"]);
    expect(found(aGraph([ask("why", [null, "gone", "bye"]), end("bye")]))).toEqual([
      "no-way why Ответ 1",
      "unknown-block why Ответ 2",
    ]);
    expect(
      found(aGraph([ask("why", ["a", "bye"]), say("a", "b"), say("b", "a"), end("bye"), say("alone", "bye")])),
    ).toEqual(["no-end a", "no-end b", "unreachable alone"]);
    const round = aBlock("condition", "c", {
      branches: [{ test: { variable: "очередь", is: "filled" }, next: "c" }],
      otherwise: "bye",
    });
    expect(found(aGraph([round, end("bye")]))).toEqual(["goes-round c"]);
  });

  it("sees through a sub-script that performs itself, and scripts that call one another", () => {
    const through = aGraph([aBlock("condition", "if", { branches: [], otherwise: "out" }), end("out")]);
    const calls = (scriptId: string, returns: { outcome: string; next: string | null }[] = []) =>
      aBlock("sub-script", "sub", { scriptId: scriptId, returns, next: "bye" });
    const round = aGraph([calls("through", [{ outcome: "out", next: "sub" }]), end("bye")]);
    expect(found(round, { through })).toEqual(["goes-round sub"]);
    expect(found(aGraph([calls("none"), end("bye")]))).toEqual(["unknown-script sub none"]);
    expect(found(aGraph([calls("through", [{ outcome: "иной", next: "bye" }]), end("bye")]), { through })).toEqual([
      "unknown-outcome sub иной",
    ]);
    const back = aGraph([calls("main"), end("bye")]);
    expect(found(aGraph([calls("back"), end("bye")]), { back })).toContain("calls-itself sub back");
    const each = aGraph([calls("each"), end("bye")]);
    expect(found(aGraph([calls("each"), end("bye")]), { each })).toContain("too-deep sub each");
  });

  it("finds what blocks lack, and names that nothing stands for", () => {
    const graph = aGraph([
      aBlock("question", "none", { text: "", answers: [] }),
      aBlock("form", "form", {
        text: "",
        fields: [
          { key: "a", label: "А", type: "choice" },
          { key: "a", label: "Б", type: "text" },
        ],
        next: "act",
      }),
      aBlock("action", "act", { action: { kind: "set-topic", topicId: "other" }, next: "pass" }),
      aBlock("action", "pass", { action: { kind: "transfer", queueId: "other" }, next: "link" }),
      aBlock("action", "link", { action: { kind: "open-link", url: "http://a.ru/{{а}}" }, next: "say" }),
      say("say", "bye", { title: "", text: "{{имя клиента}} {{ордер}} {{а: крупно | —}}" }),
      end("bye"),
    ]);
    expect(found(graph)).toEqual([
      "no-answers none",
      "no-end none",
      "bad-field form А",
      "bad-field form Б",
      "unknown-topic act other",
      "unknown-queue pass other",
      "bad-link link http://a.ru/{{а}}",
      "no-title say",
      "no-text none",
      "unreachable form",
      "unreachable act",
      "unreachable pass",
      "may-be-empty link а",
      "unreachable link",
      "may-be-empty say имя клиента",
      "unknown-variable say ордер",
      "unknown-format say крупно",
      "unreachable say",
      "unreachable bye",
    ]);
  });

  it("lets a standard script go one way only, and takes a link with variables in it", () => {
    const link = aBlock("action", "a", {
      action: { kind: "open-link", url: "https://crm.ru/?p={{телефон клиента | 0}}" },
      next: "q",
    });
    expect(found(aGraph([link, ask("q", ["bye", "bye"]), end("bye")], { model: "standard" }))).toEqual([
      "not-in-a-row q",
    ]);
    expect(found(aGraph([say("a", "bye"), say("a", "bye"), end("bye")]))).toEqual(["same-id a a"]);
    expect(
      found(
        aGraph([
          ask(
            "q",
            Array.from({ length: 10 }, () => "bye"),
          ),
          end("bye"),
        ]),
      ),
    ).toEqual(["too-many-answers q 10"]);
  });
});
