import type { RequestInput, RequestOutput } from "../../src-shared/ipc/define-contract.ts";
import type { MediaContract } from "../../src-shared/ipc/media.ts";
import type { Media } from "../core/ports/media.ts";
import type { Notifier } from "../core/ports/notifier.ts";

type SetRing = RequestInput<MediaContract, "media.set-ring">;
type RingSet = RequestOutput<MediaContract, "media.set-ring">;

// A call that rings is to be seen first of all. Its sound, its notification, the card over other programs and the tray
// are work for this process, the media window and the system, and would take the processors from the drawing of it.

/** Three frames of a 60 Hz screen: the operator's window has drawn the call, and nobody hears that the ring came later. */
const DRAWING_MS = 50;

/** Does `act` once, when what was told to the operator's window has had the time to be drawn. */
export function afterDrawing(act: () => void): () => void {
  const timer = setTimeout(act, DRAWING_MS);
  return () => clearTimeout(timer);
}

/** Like `afterDrawing`, for what shows the newest state: calls while it waits are one. */
export function refreshAfterDrawing(act: () => void): { refresh(): void; stop(): void } {
  let stop: (() => void) | null = null;
  return {
    refresh() {
      stop ??= afterDrawing(() => {
        stop = null;
        act();
      });
    },
    stop: () => stop?.(),
  };
}

/** A ring begins to sound after its call is drawn; silence waits for nothing, and takes back a ring that still waits. */
export function soundAfterCard(media: Media): Media {
  let takeBack = () => {};
  const setRing = async (input: SetRing): Promise<RingSet> => {
    takeBack();
    const isDue = input.sound === "ring" || input.sound === "waiting" ? await whenDrawn() : true;
    return isDue ? media.ask("media.set-ring", input) : {};
  };
  const whenDrawn = () =>
    new Promise<boolean>((resolve) => {
      const drop = afterDrawing(() => resolve(true));
      takeBack = () => {
        drop();
        resolve(false);
      };
    });
  const ask = (name: Parameters<Media["ask"]>[0], input: never) =>
    name === "media.set-ring" ? setRing(input) : media.ask(name, input);
  return {
    ask: ask as Media["ask"],
    on: (name, listener) => media.on(name, listener),
    onAlive: (listener) => media.onAlive(listener),
  };
}

export function noticeAfterCard(notifier: Notifier): Pick<Notifier, "showRinging"> {
  return {
    showRinging(call) {
      let stop = () => {};
      const drop = afterDrawing(() => {
        stop = notifier.showRinging(call);
      });
      return () => {
        drop();
        stop();
      };
    },
  };
}
