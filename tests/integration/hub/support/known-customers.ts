import { Team } from "../../../../src-shared/domain/team.ts";
import type { KnownCustomer } from "../../../support/customer-story.ts";
import { TEAM } from "./a-hub.ts";

/** The test team with Marina as its administrator, who looks after the data. */
export const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "administrator" } : one)),
});

/** Somebody the centre knows all kinds of things about; four digits tell them apart. */
export const aCustomer = (number: string): KnownCustomer => ({
  ...{
    phone: `+7916555${number}`,
    name: `Имя ${number}`,
    note: `заметка ${number}`,
    step: `шаг ${number}`,
    card: `карточка ${number}`,
  },
  ...{ text: `текст ${number}`, reason: `причина ${number}`, channelId: `telegram-${number}` },
});
