import { describe, expect, it } from "vitest";
import { aWorkplace } from "../../../tests/support/a-workplace.ts";
import { trainingBlock } from "./training-model.ts";

const rest = aWorkplace();
const ready = aWorkplace({
  phone: { ...rest.phone, state: "ready" },
  status: { ...rest.status, status: "online" },
  training: { isAvailable: true, state: "idle" },
});

describe("trainingBlock", () => {
  it("says why the training customer cannot be asked to call", () => {
    expect(trainingBlock(ready)).toBeNull();
    expect(trainingBlock({ ...ready, training: { isAvailable: true, state: "calling" } })).toBe("calling");
    expect(trainingBlock({ ...ready, phone: rest.phone })).toBe("phone-not-ready");
    expect(trainingBlock({ ...ready, status: rest.status })).toBe("not-online");
  });
});
