import fc from "fast-check";
import { Block, type BlockKind, ScriptGraph } from "../../src-shared/domain/scripts/script.ts";
import { StepInput } from "../../src-shared/domain/scripts/script-run.ts";

const IDS = ["a", "b", "c", "d", "e", "f", "g"];
/** The last one is a script that calls nothing; the others may call those after them, and, rarely, any. */
export const SCRIPT_IDS = ["main", "inner", "core"] as const;

const anyId = fc.constantFrom(...IDS);
const anyNext = fc.option(anyId, { nil: null, freq: 12 });
const anyWord = fc.constantFrom("да", "нет", "5", "", "Ирина");
const anyVariable = fc.constantFrom("order", "имя клиента", "x");
const KINDS: readonly BlockKind[] = [
  "say",
  "question",
  "form",
  "condition",
  "action",
  "sub-script",
  "objections",
  "note",
  "end",
  "end",
];

function anyBlock(blockId: string, calls: readonly string[]): fc.Arbitrary<unknown> {
  return fc
    .record({
      kind: fc.constantFrom(...KINDS),
      next: anyNext,
      nexts: fc.array(anyNext, { minLength: 1, maxLength: 3 }),
      word: anyWord,
      variable: anyVariable,
      scriptId: fc.constantFrom(...calls, "core"),
      isObligatory: fc.boolean(),
      action: fc.oneof(
        fc.record({
          kind: fc.constant("set-value"),
          variable: anyVariable,
          value: fc.constantFrom("{{order}}1", "да"),
        }),
        fc.constant({ kind: "pause-recording" }),
        fc.constant({ kind: "order-call-back" }),
      ),
    })
    .map(({ kind, next, nexts, word, variable, scriptId, isObligatory, action }) => ({
      ...{ kind, blockId, title: blockId, isObligatory, text: "Для {{order | вас}}", next, action, scriptId },
      checks: [{ checkId: `${blockId}-check`, text: "Сделано" }],
      answers: nexts.map((to, at) => ({ answerId: `${blockId}-${at}`, text: "Ответ", next: to })),
      fields: [{ key: "order", label: "Заказ", type: "text" }],
      branches: nexts.map((to) => ({ test: { variable, is: "equal", value: word }, next: to })),
      otherwise: next,
      returns: nexts.map((to) => ({ outcome: word, next: to })),
      items: nexts.map((to, at) => ({ objectionId: `${blockId}-o${at}`, title: "Дорого", text: "Понимаю", next: to })),
      outcome: word,
      result: null,
    }));
}

function anyGraph(calls: readonly string[]): fc.Arbitrary<ScriptGraph> {
  const blocks = fc.tuple(...IDS.map((id) => anyBlock(id, calls)));
  return fc
    .record({ blocks, startId: fc.option(anyId, { nil: null, freq: 20 }) })
    .map(({ blocks: list, startId }) =>
      ScriptGraph.parse({ model: "hybrid", title: "Любой", startId, blocks: list.map((block) => Block.parse(block)) }),
    );
}

/** Three scripts that may call one another, also themselves. */
export const anyGraphs = fc.record({
  main: anyGraph(["inner", "main"]),
  inner: anyGraph(["core"]),
  core: anyGraph(["core"]),
});

/** The same, mended so that the check of scripts mostly finds no error in them. */
export const anySoundGraphs = anyGraphs.map(({ main, inner, core }) => ({
  main: sound(main, "inner"),
  inner: sound(inner, "core"),
  core: sound(core, null),
}));

/** Each block has a way to one after it, those that perform themselves only such; the last one is an end. */
function sound(graph: ScriptGraph, calls: string | null): ScriptGraph {
  const last = Block.parse({ kind: "end", blockId: "g", title: "g", text: "", outcome: "да", result: null });
  const kept = graph.blocks
    .filter(({ blockId }) => blockId !== "g")
    .map(
      (block): Block => (block.kind === "sub-script" && calls === null ? { ...last, blockId: block.blockId } : block),
    );
  const enterable = [...kept, last].filter(({ kind }) => kind !== "objections").map(({ blockId }) => blockId);
  const mended = kept.map((block): unknown => {
    const later = enterable.find((id) => id > block.blockId) ?? last.blockId;
    const any = (next: string | null) => enterable.find((id) => id === next) ?? later;
    const onward = (next: string | null) => enterable.find((id) => id === next && id > block.blockId) ?? later;
    const next = block.kind === "question" || block.kind === "objections" ? any : onward;
    const mend = <Item extends { readonly next: string | null }>(items: readonly Item[]) =>
      items.map((item, at) => ({ ...item, next: at === 0 ? later : next(item.next) }));
    return {
      ...{ ...block, scriptId: calls ?? "core", next: later, otherwise: later },
      ...("answers" in block && { answers: mend(block.answers) }),
      ...("branches" in block && { branches: mend(block.branches) }),
      ...("returns" in block && { returns: mend(block.returns) }),
      ...("items" in block && { items: mend(block.items) }),
    };
  });
  return ScriptGraph.parse({ ...graph, startId: enterable[0], blocks: [...mended, last] });
}

const anyPlace = fc.record({ scriptId: fc.constantFrom(...SCRIPT_IDS), blockId: anyId });

/** Any step, also one that does not fit. */
export const anyInput: fc.Arbitrary<StepInput> = fc
  .oneof(
    { weight: 6, arbitrary: fc.constant({ kind: "next" }) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(anyId, fc.nat({ max: 2 }))
        .map(([blockId, at]) => ({ kind: "answer", answerId: `${blockId}-${at}` })),
    },
    { weight: 4, arbitrary: anyWord.map((order) => ({ kind: "fill", values: { order } })) },
    fc.record({ kind: fc.constant("tick"), checkId: anyId.map((id) => `${id}-check`), isDone: fc.boolean() }),
    fc.constant({ kind: "back" }),
    fc.record({ kind: fc.constant("jump"), to: anyPlace }),
    fc.record({
      kind: fc.constant("objection"),
      objectionId: anyId.map((id) => `${id}-o0`),
      hasHelped: fc.constant(null),
      isFollowed: fc.boolean(),
    }),
    anyWord.map((name) => ({ kind: "know", values: { "customer.name": name } })),
  )
  .map((input) => StepInput.parse(input));
