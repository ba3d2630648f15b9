import type { Media } from "../core/ports/media.ts";
import type { Notifier } from "../core/ports/notifier.ts";

// A call that rings is to be seen first of all: its sound, its notification and the tray follow in the next turn of the
// event loop, when the operator's window has been told.

export function soundAfterCard(media: Media): Media {
  return {
    ask: (name, input) => {
      if (name !== "media.set-ring") return media.ask(name, input);
      return new Promise<void>((resolve) => setImmediate(resolve)).then(() => media.ask(name, input));
    },
    on: (name, listener) => media.on(name, listener),
    onAlive: (listener) => media.onAlive(listener),
  };
}

export function noticeAfterCard(notifier: Notifier): Pick<Notifier, "showRinging"> {
  return {
    showRinging(call) {
      let stop = () => {};
      const soon = setImmediate(() => {
        stop = notifier.showRinging(call);
      });
      return () => {
        clearImmediate(soon);
        stop();
      };
    },
  };
}
