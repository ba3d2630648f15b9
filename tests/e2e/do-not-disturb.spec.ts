import { expect } from "./fixtures.ts";
import { NAME, shift as test } from "./shift.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

// «Не беспокоить»: nothing rings, who called is in the missed calls, and it is seen that it is on.

test("queue and direct calls are kept away, the missed one is counted; back on line the waiting customer rings", async ({
  start,
  arrive,
}) => {
  const { tandem, screen, customer } = await start();
  await screen.status.click();
  await screen.page.getByRole("menuitem", { name: "Не беспокоить 15 минут" }).click();
  await expect(screen.status).toContainText("Не беспокоить");
  await expect(screen.status).toContainText("из 15 минут");
  await expect(screen.page.getByRole("heading", { name: "Вас не беспокоят" })).toBeVisible();

  await customer.call("1001");
  expect(await customer.waitFor("ended")).toMatchObject({ status: 486 });
  await expect(screen.page.getByRole("navigation").getByRole("button", { name: "История" })).toContainText(
    "1 пропущенный звонок",
  );
  const second = await arrive(tandem, "second");
  await second.call(QUEUE_NUMBER);
  await expect(screen.waiting("Борис Второй")).toBeVisible();
  await expect(screen.ringing).toHaveCount(0);

  await screen.page.getByRole("button", { name: "На линию", exact: true }).click();
  await screen.waitsForRing("Борис Второй");
  await screen.decline();
  await screen.openHistory();
  await expect(screen.page.getByRole("row").filter({ hasText: NAME })).toContainText("Занято");
});
