import { describe, expect, it } from "vitest";
import { readPhoneElsewhere } from "./phone-elsewhere.ts";

const whole = {
  TANDEM_SIP_SERVER: "wss://pbx.example.ru:8089/ws",
  TANDEM_SIP_USER: "101",
  TANDEM_SIP_PASSWORD: "s",
};

describe("readPhoneElsewhere", () => {
  it("is content with nothing, and takes the domain from the server", () => {
    expect(readPhoneElsewhere({})).toEqual({ account: null });
    const account = {
      server: whole.TANDEM_SIP_SERVER,
      domain: "pbx.example.ru",
      user: "101",
      password: "s",
      echoNumber: "*43",
      recording: "",
    };
    expect(readPhoneElsewhere(whole)).toEqual({ account });
    expect(readPhoneElsewhere({ ...whole, TANDEM_SIP_DOMAIN: "example.ru" })).toEqual({
      account: { ...account, domain: "example.ru" },
    });
    expect(readPhoneElsewhere({ ...whole, TANDEM_SIP_ECHO: "9196" })).toEqual({
      account: { ...account, echoNumber: "9196" },
    });
  });

  it.each([
    ["TANDEM_SIP_SERVER", "https://pbx.example.ru"],
    ["TANDEM_SIP_SERVER", undefined],
    ["TANDEM_SIP_USER", "101@pbx"],
    ["TANDEM_SIP_PASSWORD", ""],
    ["TANDEM_SIP_DOMAIN", "a b"],
    ["TANDEM_SIP_ECHO", "sip:9196@pbx"],
  ])("names %s when it is %j, and repeats no secret", (name, value) => {
    const answer = JSON.stringify(readPhoneElsewhere({ ...whole, TANDEM_SIP_PASSWORD: "hush-hush", [name]: value }));
    expect(answer).toContain(`${name}: set server`);
    expect(answer).not.toContain("hush");
  });
});
