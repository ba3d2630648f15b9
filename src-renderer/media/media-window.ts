import type { Announce } from "./bridge.ts";
import { MediaDesk } from "./media-desk.ts";
import { serveMedia } from "./media-server.ts";
import { Microphone } from "./microphone.ts";

// The entry of the media window: serves main, then says that it can be asked.
const bridge = window.mediaBridge;
const announce: Announce = (name, payload) => bridge.emit(name, payload);

serveMedia(bridge, new MediaDesk(announce).handlers);
announce("media.ready", { microphone: await Microphone.look() });
