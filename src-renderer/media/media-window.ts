import type { Announce } from "./bridge.ts";
import { MediaDesk } from "./media-desk.ts";
import { serveMedia } from "./media-server.ts";

// The entry of the media window: serves main, then says that it can be asked.
const bridge = window.mediaBridge;
const announce: Announce = (name, payload) => bridge.emit(name, payload);

const desk = new MediaDesk(announce);
serveMedia(bridge, desk.handlers);
announce("media.ready", { microphone: await desk.look() });
