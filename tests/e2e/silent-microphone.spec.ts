import { DeviceSimulator } from "../support/device-simulator.ts";
import { expect } from "./fixtures.ts";
import { OPERATOR_HZ, type Shift, shift } from "./shift.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

// A microphone that is there and gives nothing: told before the customer says "I can't hear you", and no false green.

const MICROPHONE = "Микрофон Тон 40";
const READY = "Готовы к звонкам";

async function desk({ tandem }: Shift): Promise<DeviceSimulator> {
  const devices = await DeviceSimulator.attach(tandem.mediaWindow());
  await devices.plug(MICROPHONE, "Наушники Тон 40");
  return devices;
}

shift("on the way to the line the microphone is listened to, and closed again", async ({ start }) => {
  const stage = await start();
  const { screen } = stage;
  await screen.choose("Не на линии");
  const devices = await desk(stage);
  await devices.setSwitch(MICROPHONE, "zeros");
  await screen.choose("На линии принимаете");
  await expect(screen.readiness).toContainText("Микрофон молчит: ни звука за 3");
  await expect(screen.page.getByText("Клиент не услышит вас. Проверьте выключатель на гарнитуре")).toBeVisible();
  await expect.poll(() => devices.speaking()).toEqual([]);

  // Nobody has to do anything but to switch it on.
  await devices.setSwitch(MICROPHONE, "live");
  await expect(screen.readiness).toContainText(READY);
  await expect.poll(() => devices.speaking()).toEqual([]);
});

shift("switched off in a talk: told at once, and gone as soon as it is heard again", async ({ start }) => {
  const stage = await start();
  const { screen, customer } = stage;
  const devices = await desk(stage);
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  await expect(screen.readiness).toContainText(READY);
  await devices.setSwitch(MICROPHONE, "muted");
  await expect(screen.page.getByText("Микрофон выключен.")).toBeVisible();
  await expect(screen.readiness).toContainText("выключен в системе или на гарнитуре");
  await devices.setSwitch(MICROPHONE, "live");
  await expect(screen.readiness).toContainText(READY);
  await devices.setSwitch(MICROPHONE, "zeros");
  await expect(screen.page.getByText("Микрофон молчит.", { exact: true })).toBeVisible();
  // Muted by the operator's own button is no fault: the device itself is heard.
  await devices.setSwitch(MICROPHONE, "live");
  await screen
    .tile(/микрофон/i)
    .first()
    .click();
  await expect.poll(async () => (await customer.listen(OPERATOR_HZ, 300)).share).toBe(0);
  await expect(screen.readiness).toContainText(READY);
});
