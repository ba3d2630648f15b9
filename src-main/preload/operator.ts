import { WORKPLACE_EVENT_NAMES, WORKPLACE_REQUEST_NAMES } from "../../src-shared/ipc/names.ts";
import { exposeBridge } from "./expose-bridge.ts";

// What the operator's page sees of the world: `window.tandem`, shaped as `Bridge<WorkplaceContract>`.
exposeBridge("tandem", "tandem", WORKPLACE_REQUEST_NAMES, WORKPLACE_EVENT_NAMES);
