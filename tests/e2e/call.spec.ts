import { expect } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { CUSTOMER_HZ, NAME, OPERATOR_HZ, SECOND_HZ, shift } from "./shift.ts";
import { QUEUE_NUMBER, SECRETS, testTeam } from "./test-team.ts";

// A call from a client we did not write (JsSIP in a plain Chromium page) through the exchange to the operator.

shift("a customer calls the queue, both hear each other, the talk is in the history", async ({ start }) => {
  const { screen, ear, customer } = await start();
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await expect(screen.ringing).toContainText("Поддержка");
  await expect(screen.ringing).toContainText("вы свободны дольше всех");
  await screen.answer();
  await customer.waitFor("established");

  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  expect(await customer.hearsTone(SECOND_HZ, 300, 0)).toBe(false);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);

  await screen.hangUp();
  const end = await customer.waitFor("ended");
  expect(end.by).toBe("remote");
  const row = await screen.lastInHistory({ customer: NAME, result: "Состоялся" });
  await expect(row).toContainText("Входящий");
  await expect(row).toContainText("Поддержка");
});

shift("the customer hangs up, and the operator reads it", async ({ start }) => {
  const { screen, customer } = await start();
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  await customer.hangUp();
  await expect(screen.callBar).toContainText("Разговор завершил клиент");
  await screen.lastInHistory({ customer: NAME, result: "Состоялся" });
});

shift("hold silences the customer's side and resume brings the sound back", async ({ start }) => {
  const { screen, ear, customer } = await start();
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);

  await screen.tile(/^Удержать/).click();
  await expect(screen.callBar).toContainText("на удержании");
  expect(await customer.hearsNoTone(OPERATOR_HZ)).toBe(true);
  expect(await ear.hearsNo(CUSTOMER_HZ)).toBe(true);

  await screen.tile(/^Вернуться/).click();
  await expect(screen.tile(/^Удержать/)).toBeVisible();
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
});

shift("hold by the customer is said to the operator", async ({ start }) => {
  const { screen, ear, customer } = await start();
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  await customer.hold();
  await expect(screen.callBar).toContainText("Клиент поставил вас на удержание");
  await customer.unhold();
  await expect(screen.callBar).not.toContainText("Клиент поставил вас на удержание");
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
});

shift("mute silences the operator, and only the operator", async ({ start }) => {
  const { screen, ear, customer } = await start();
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  await screen.page.keyboard.press("KeyM");
  await expect(screen.tile(/^Включить микрофон/)).toBeVisible();
  expect(await customer.hearsNoTone(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  await screen.page.keyboard.press("KeyM");
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
});

shift("keys of the keypad arrive at the customer as tones", async ({ start }) => {
  const { screen, customer } = await start();
  await customer.readKeys();
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  await screen.page.keyboard.press("KeyK");
  for (const key of ["Нажать 5", "Нажать 8", "Нажать #"])
    await screen.page.getByRole("button", { name: key, exact: true }).click();
  await expect(screen.page.getByLabel("Набрано")).toHaveText("58#");
  await customer.until("tones", ({ dtmfByRtp }) => dtmfByRtp?.includes("58#") === true);
});

shift("«Не сейчас» with one operator: the customer waits on and is offered again", async ({ start }) => {
  const { screen, customer } = await start();
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await screen.decline();
  await expect(screen.ringing).toHaveCount(0);
  await screen.waitsForRing(NAME);
  expect(customer.state?.call?.phase).toBe("ringing");
  await screen.answer();
  await customer.waitFor("established");
});

shift("the customer cancels while it rings", async ({ start }) => {
  const { screen, customer } = await start();
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await customer.hangUp();
  const end = await customer.waitFor("ended");
  expect(end.by).toBe("local");
  await expect(screen.ringing).toHaveCount(0);
  await screen.lastInHistory({ customer: NAME, result: "Клиент не дождался" });
});

shift("a call to the operator's own number: declined, and not answered", async ({ start }) => {
  const { screen, customer } = await start();
  await customer.call("1001");
  await screen.waitsForRing(NAME);
  await expect(screen.ringing).toContainText("звонят лично вам");
  await screen.decline();
  const end = await customer.waitFor("ended");
  expect(end.by).toBe("remote");
  await screen.lastInHistory({ customer: NAME, result: "Отклонён вами" });
});

shift("the operator calls the customer: talks, is refused, finds the line busy, cancels", async ({ start }) => {
  const { screen, ear, customer } = await start();
  await screen.dial("8 900 000-00-01");
  await customer.waitFor("ringing");
  await customer.answer();
  await screen.talks();
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  await screen.hangUp();
  await customer.waitFor("ended");
  const row = await screen.lastInHistory({ customer: NAME, result: "Состоялся" });
  await expect(row).toContainText("Исходящий");

  await customer.forget();
  await screen.dial("+79000000001");
  await customer.waitFor("ringing");
  await customer.reject(486);
  await screen.lastInHistory({ customer: NAME, result: "Занято" });

  await customer.forget();
  await screen.dial("+79000000001");
  await customer.waitFor("ringing");
  await customer.reject(603);
  await screen.lastInHistory({ customer: NAME, result: "Клиент отклонил" });

  await customer.forget();
  await screen.dial("+79000000001");
  await customer.waitFor("ringing");
  await screen.hangUp();
  await customer.waitFor("ended");
  await screen.lastInHistory({ customer: NAME, result: "Отменён" });
});

shift("a second call while talking: answered with the first one held, then back", async ({ start, arrive }) => {
  const { tandem, screen, customer } = await start();
  const second = await arrive(tandem, "second");
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");

  await second.call("1001");
  await screen.waitsForRing("Борис Второй");
  await expect(screen.ringing).toContainText(NAME);
  await screen.ringing.getByRole("button", { name: /^Удержать и ответить/ }).click();
  await second.waitFor("established");
  await screen.talks();
  expect(await second.hearsTone(OPERATOR_HZ)).toBe(true);
  expect(await customer.hearsNoTone(OPERATOR_HZ)).toBe(true);

  await screen.hangUp();
  await second.waitFor("ended");
  await screen.tile(/^Вернуться/).click();
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
});

shift("a second call while talking can be refused, and the talk goes on", async ({ start, arrive }) => {
  const { tandem, screen, customer } = await start();
  const second = await arrive(tandem, "second");
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  await second.call("1001");
  await screen.waitsForRing("Борис Второй");
  await screen.decline();
  await second.waitFor("ended");
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
});

shift("no answer: the offer goes on to the second operator, who answers", async ({ start, launchTandem }) => {
  const team = testTeam();
  const queues = team.queues.map((queue) => ({ ...queue, ringTimeoutMs: 8000 }));
  const { tandem, screen, customer } = await start({ team: testTeam({ queues }) });
  const hub = { url: tandem.hubUrl, login: "lev", secret: SECRETS.lev };
  const other = await launchTandem({ hub, fakeMicTone: SECOND_HZ });
  const otherScreen = new OperatorScreen(other.window);
  await otherScreen.page.getByRole("button", { name: "На линию" }).click();
  await expect(otherScreen.page.getByRole("button", { name: /На линии/ })).toBeVisible();

  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await otherScreen.waitsForRing(NAME);
  await expect(otherScreen.ringing).toContainText("коллега не смог ответить");
  await otherScreen.answer();
  await customer.waitFor("established");
  expect(await customer.hearsTone(SECOND_HZ)).toBe(true);
  await otherScreen.hangUp();
  await customer.waitFor("ended");

  const row = await screen.lastInHistory({ customer: NAME, result: "Пропущен" });
  await expect(row).toContainText("ответ: Лев Орлов");
  await otherScreen.lastInHistory({ customer: NAME, result: "Состоялся" });
});
