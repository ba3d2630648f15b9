import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "./fixtures.ts";
import { NAME, shift } from "./shift.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

// «Сообщить о проблеме» after a talk: the file is there, and speaks of nobody.

shift("a report for IT holds no name and no number of the customer, the operator or a colleague", async ({ start }) => {
  const { tandem, screen, customer } = await start();
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  await expect(screen.callBar).toContainText(/Связь (хорошая|средняя)/);
  await screen.hangUp();
  await customer.waitFor("ended");
  await screen.lastInHistory({ customer: NAME, result: "Состоялся" });

  await screen.page.getByRole("button", { name: /^Меню/ }).click();
  await screen.page.getByRole("button", { name: "Сообщить о проблеме" }).click();
  await expect(screen.page.getByText("Отчёт готов, отправьте его в ИТ-отдел")).toBeVisible();

  const folder = join(tandem.userDataDir, "reports");
  const [file = ""] = readdirSync(folder);
  const report = readFileSync(join(folder, file), "utf8");
  for (const told of ['"versions"', '"lastTalks"', '"heard"', '"state": "ready"', "call over"])
    expect(report).toContain(told);
  const people = [...NAME.split(" "), "Марина", "Белова", "Орлов", "9000000001", "marina-test-secret"];
  for (const personal of people) expect(report).not.toContain(personal);
});
