import { CallBackView } from "../../src-shared/api/call-backs.ts";
import { ApiClient } from "../integration/hub/support/api-client.ts";
import { expect } from "./fixtures.ts";
import { NAME, shift as test } from "./shift.ts";
import { SECRETS } from "./test-team.ts";

test("an order of a call-back stands in the queue with its time, and is cancelled with a reason that the hub keeps", async ({
  start,
}) => {
  const { tandem, screen } = await start();
  const { page } = screen;
  await screen.choose("Обед");
  const api = new ApiClient(Number(new URL(tandem.hubUrl).port));
  const { accessToken } = await api.signedIn("marina", SECRETS.marina);
  const order = { orderId: "crm-order-1", number: "+79000000001", queueId: "support", name: NAME, topic: "Доставка" };
  const { body } = await api.post("/callbacks", order, accessToken);
  const { callbackId } = CallBackView.parse((body as { callback: unknown }).callback);

  await expect(screen.waiting(NAME)).toContainText("как можно скорее · Поддержка");
  await page.getByRole("button", { name: `Отменить обратный звонок: ${NAME}` }).click();
  const dialog = page.getByRole("dialog", { name: `Отменить обратный звонок: ${NAME}?` });
  await expect(dialog).toContainText("Доставка");
  await dialog.getByLabel("Причина").fill("Клиент дозвонился сам");
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await screen.nobodyWaits();
  const { body: kept } = await api.get(`/callbacks/${callbackId}`, accessToken);
  expect(kept).toMatchObject({ state: "closed", outcome: "cancelled", closeReason: "Клиент дозвонился сам" });
});
