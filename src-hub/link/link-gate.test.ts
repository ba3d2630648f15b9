import { expect, it } from "vitest";
import { Team } from "../../src-shared/domain/team.ts";
import { LINK_CONTRACT_VERSION } from "../../src-shared/link/link-contract.ts";
import { memoryFailureBook } from "../../tests/support/memory-failure-book.ts";
import { Directory } from "../accounts/directory.ts";
import { hashSecret } from "../accounts/link-secret.ts";
import { systemClock } from "../clock.ts";
import { LockOut } from "../people/lock-out.ts";
import { PasswordHasher } from "../people/password-hasher.ts";
import { LinkGate } from "./link-gate.ts";

const team = Team.parse({
  operators: [{ operatorId: "marina", name: "Марина Белова", extension: "1001" }],
  lines: [],
  queues: [{ queueId: "support", name: "Поддержка", number: "700", members: ["marina"] }],
  breakReasons: [{ code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: null }],
});

function hello(login: string, secret: string): unknown {
  return { contractVersion: LINK_CONTRACT_VERSION, login, secret, logId: null, lastSeq: 0 };
}

it("does few slow checks at once, however many made-up names ask", async () => {
  const linkHash = await hashSecret("marina-secret");
  const directory = new Directory(team, [{ sipUser: "1001", ha1: "ha1", linkHash }]);
  const gate = new LinkGate({
    directory,
    hasher: new PasswordHasher(),
    lockOut: new LockOut(memoryFailureBook(), systemClock),
    callerOf: async () => null,
  });
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_none, index) => gate.check(hello(`nobody-${index}`, "guess"), null)),
  );
  const codes = answers.map((answer) => (answer.ok ? "let in" : answer.code));
  expect(codes.filter((code) => code === "bad-credentials")).toHaveLength(16);
  expect(codes.filter((code) => code === "too-many-tries")).toHaveLength(84);
  expect(await gate.check(hello("marina", "marina-secret"), null)).toMatchObject({ ok: true });
});
