import type { AsteriskHub } from "../telephony/asterisk/asterisk-hub.ts";
import type { Values } from "./variables.ts";

/** The Asterisk that the environment names; null: the hub carries the calls itself. */
export function asteriskOf(values: Values): AsteriskHub | null {
  const { ASTERISK_URL: url, ASTERISK_ARI_PASSWORD: password, ASTERISK_PHONE_SERVER: phoneServer } = values;
  if (url === undefined || password === undefined || phoneServer === undefined) return null;
  const { ASTERISK_TRUNK: trunk, ASTERISK_CALLER_NUMBER: callerNumber } = values;
  return {
    ari: { url, user: values.ASTERISK_ARI_USER, password, application: values.ASTERISK_APPLICATION },
    phoneServer,
    recordsAll: values.ASTERISK_RECORD,
    sounds: values.ASTERISK_SOUNDS,
    ...(trunk === undefined ? {} : { trunk }),
    ...(callerNumber === undefined ? {} : { callerNumber }),
  };
}
