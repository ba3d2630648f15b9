import { BaresipCustomer } from "../support/asterisk/baresip-customer.ts";
import { freeSipPort } from "../support/asterisk/free-ports.ts";
import { startHubAsterisk } from "../support/asterisk/hub-asterisk.ts";
import { pageHears } from "../support/site-chat/caller-page.ts";
import { openShop, strictPolicy } from "../support/site-chat/shop.ts";
import { SiteHub } from "../support/site-chat/site-hub.ts";
import { expect } from "./fixtures.ts";
import { contactsOf, OPERATOR_HZ, pressCall, VISITOR_HZ, visit, visitorTest } from "./site-visitor.ts";

visitorTest(
  "on Asterisk: music while one waits, two who hear each other, and nothing left of the guest",
  async ({ visitors }) => {
    const port = await freeSipPort();
    await using asterisk = await startHubAsterisk({ peers: [{ name: "1001", port }] });
    await using hub = await SiteHub.make();
    const shop = await openShop({ line: hub.line(), policy: strictPolicy(hub.url, new URL(asterisk.wsUrl).origin) });
    const media = { media_address: "127.0.0.1", bind_rtp_to_media_address: "yes" };
    const pbx = { ari: asterisk.ari, phoneServer: asterisk.wsUrl, phoneFields: media };
    const { log } = await hub.start([shop.url], { hasCall: true }, { asterisk: pbx });
    await using phone = await BaresipCustomer.start({ name: "1001", port, pbxPort: asterisk.sipPort, hz: OPERATOR_HZ });
    await hub.operator();
    const page = await visit(visitors, shop.url);
    await pressCall(page);
    await phone.next("CALL_INCOMING");
    await expect(page.getByRole("heading", { name: "Ждём ответа специалиста" })).toBeVisible();
    phone.answer();
    await expect(page.getByRole("heading", { name: "Марина Белова" })).toBeVisible();
    expect(await pageHears(page, OPERATOR_HZ)).toBe(true);
    await expect.poll(() => phone.hears(VISITOR_HZ)).toBe(true);
    expect((await contactsOf(log))[0]).toMatchObject({ channel: "site-call", state: "active", operatorId: "marina" });
    expect(await asterisk.console("pjsip show endpoints")).toContain("site-call-");
    phone.hangUp();
    await expect(page.getByRole("heading", { name: "Специалист завершил звонок" })).toBeVisible();
    await expect
      .poll(async () => (await contactsOf(log))[0])
      .toMatchObject({ result: "answered", endedBy: "operator" });
    await expect.poll(() => asterisk.console("pjsip show endpoints")).not.toContain("site-call-");
    await shop.close();
  },
);
