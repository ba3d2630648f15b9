import { CALL_CARD_EVENT_NAMES, CALL_CARD_REQUEST_NAMES } from "../../src-shared/ipc/call-card-names.ts";
import { exposeBridge } from "./expose-bridge.ts";

// What the call card over other programs sees of the world: `window.callCard`, shaped as `Bridge<CallCardContract>`.
exposeBridge("callCard", "card", CALL_CARD_REQUEST_NAMES, CALL_CARD_EVENT_NAMES);
