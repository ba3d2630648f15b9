// Run in a network namespace: the embedded exchange, and a customer's phone beside it that calls 101 and stays in the talk.
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { RawCall } from "../../support/raw-sip-call.ts";

const rig = await ExchangeRig.start({ host: "0.0.0.0", limits: { comeBackWithinMs: 20_000 } });
process.on("disconnect", () => process.exit());
process.send?.({ port: rig.port });
await rig.next("phone-changed", ({ user, registered }) => user === "101" && registered);
const customer = await rig.phone("anna");
const call = new RawCall(customer, "101");
const { callId } = await rig.next("arrived");
rig.ring(callId, "101");
const dialog = await call.answered();
process.send?.({ talks: true });
process.on("message", () => void tellWhetherAlive());

/** OPTIONS within the dialog: 481 would say that the talk is gone. */
async function tellWhetherAlive(): Promise<void> {
  const answer = await dialog.ask("OPTIONS");
  process.send?.({ isAlive: answer.status === 200 && rig.exchange.census().calls === 1 });
}
