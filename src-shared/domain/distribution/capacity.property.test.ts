import fc from "fast-check";
import { expect, it } from "vitest";
import { InteractionId, OperatorId, QueueId } from "../../ids.ts";
import type { ChannelKind } from "../channel.ts";
import { Distribution } from "./distribution.ts";
import type { DistributionInput, DistributionOffer } from "./distribution-input.ts";
import { QueueRules, Strategy } from "./queue-rules.ts";
import { loadOf, roomFor, Workload } from "./workload.ts";

const OPERATORS = ["anna", "boris", "clara"].map((id) => OperatorId.parse(id));
const queueId = QueueId.parse("support");

const anyWorkload = fc
  .record({ textCapacity: fc.nat(3), callInterruptsText: fc.boolean(), textWhileTalking: fc.boolean() })
  .map((settings) => Workload.parse(settings));
const anyStep = fc.oneof(
  fc.record({ do: fc.constant("come" as const), kind: fc.constantFrom("voice" as const, "text" as const) }),
  fc.record({
    do: fc.constantFrom("take" as const, "take" as const, "miss" as const, "end" as const),
    which: fc.nat(9),
  }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.nat(1500) }),
);

type Talk = { readonly operatorId: OperatorId; readonly kind: ChannelKind };

it("never gives anybody more than they have room for, and leaves nothing that fits", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Strategy.options),
      fc.array(anyWorkload, { minLength: 3, maxLength: 3 }),
      fc.array(anyStep, { maxLength: 120 }),
      (strategy, workloads, steps) => {
        const distribution = new Distribution([{ queueId, members: OPERATORS, rules: QueueRules.parse({ strategy }) }]);
        const kinds = new Map<InteractionId, ChannelKind>();
        const waiting = new Set<InteractionId>();
        let ringing: readonly DistributionOffer[] = [];
        let talks: readonly Talk[] = [];
        let nowMs = 0;
        const workloadOf = (operatorId: OperatorId) => workloads[OPERATORS.indexOf(operatorId)] ?? Workload.parse({});
        const openOf = (operatorId: OperatorId) => {
          const own = talks.filter((talk) => talk.operatorId === operatorId);
          return {
            voice: own.filter(({ kind }) => kind === "voice").length,
            text: own.filter(({ kind }) => kind === "text").length,
          };
        };
        const standing = (operatorId: OperatorId): DistributionInput => {
          const [workload, open] = [workloadOf(operatorId), openOf(operatorId)];
          const room = roomFor(workload, open);
          const load = loadOf(workload, open);
          return { type: "operator-changed", operatorId, isPresent: true, room, idleSinceMs: 0, handled: 0, load };
        };
        const tell = (...inputs: DistributionInput[]) => {
          const { offers } = distribution.apply(inputs, nowMs);
          for (const { operatorId, interactionId } of offers) {
            expect(
              ringing.some((one) => one.operatorId === operatorId),
              "one ring at a time",
            ).toBe(false);
            expect(roomFor(workloadOf(operatorId), openOf(operatorId))[kinds.get(interactionId) ?? "voice"]).toBe(true);
            ringing = [...ringing, { operatorId, interactionId, queueId, reasons: [] }];
          }
        };
        tell(...OPERATORS.map(standing));
        for (const [index, step] of steps.entries()) {
          nowMs += step.do === "wait" ? step.ms : 1;
          if (step.do === "come") {
            const interactionId = InteractionId.parse(`c-${index}`);
            kinds.set(interactionId, step.kind);
            waiting.add(interactionId);
            tell({ type: "contact-queued", interactionId, queueId, kind: step.kind });
          } else if (step.do === "wait") tell();
          else if (step.do === "end") {
            const ended = talks[step.which % Math.max(1, talks.length)];
            talks = talks.filter((talk) => talk !== ended);
            if (ended) tell(standing(ended.operatorId));
          } else {
            const offer = ringing[step.which % Math.max(1, ringing.length)];
            if (!offer) continue;
            const { operatorId, interactionId } = offer;
            if (step.do === "miss") {
              ringing = ringing.filter((one) => one !== offer);
              tell({ type: "offer-missed", interactionId, operatorId });
            } else {
              ringing = ringing.filter((one) => one.interactionId !== interactionId);
              talks = [...talks, { operatorId, kind: kinds.get(interactionId) ?? "voice" }];
              waiting.delete(interactionId);
              tell(standing(operatorId), { type: "contact-left", interactionId });
            }
          }
          for (const operatorId of OPERATORS) {
            const open = openOf(operatorId);
            expect(open.voice).toBeLessThanOrEqual(1);
            expect(open.text).toBeLessThanOrEqual(workloadOf(operatorId).textCapacity);
          }
        }
        nowMs += 10_000;
        tell();
        const idle = OPERATORS.filter((operatorId) => !ringing.some((one) => one.operatorId === operatorId));
        for (const interactionId of waiting)
          if (!ringing.some((one) => one.interactionId === interactionId))
            for (const operatorId of idle)
              expect(roomFor(workloadOf(operatorId), openOf(operatorId))[kinds.get(interactionId) ?? "voice"]).toBe(
                false,
              );
      },
    ),
    { numRuns: 300 },
  );
});
