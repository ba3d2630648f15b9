import type { z } from "zod";
import type { Team } from "../../src-shared/domain/team.ts";

export type TeamFile = z.input<typeof Team> & {
  readonly secrets: Readonly<Record<string, string>>;
  /** Published from the first start on. */
  readonly scripts?: readonly { readonly scriptId: string; readonly outline: string }[];
};

/** Secrets by operator id or line login; an operator's phone registers with its extension and the same secret. */
export const SECRETS = {
  marina: "marina-test-secret",
  lev: "lev-test-secret",
  client: "client-test-secret",
  second: "second-test-secret",
  training: "training-test-secret",
} as const;

/** The queue customers dial in tests. */
export const QUEUE_NUMBER = "700";

/** A team with known secrets: two operators in one queue, two customers, and the training customer. */
export function testTeam(change: Partial<TeamFile> = {}): TeamFile {
  return {
    operators: [
      { operatorId: "marina", name: "Марина Белова", extension: "1001" },
      { operatorId: "lev", name: "Лев Орлов", extension: "1002" },
    ],
    lines: [
      { login: "client", name: "Анна Клиентова", number: "+79000000001" },
      { login: "second", name: "Борис Второй", number: "+79000000002" },
      { login: "training", name: "Ирина Сомова", number: "+79000001427" },
    ],
    queues: [{ queueId: "support", name: "Поддержка", number: QUEUE_NUMBER, members: ["marina", "lev"] }],
    breakReasons: [{ code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: 1_800_000 }],
    secrets: SECRETS,
    ...change,
  };
}
