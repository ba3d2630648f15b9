import type { DurableVisitorFrame } from "../../../src-shared/site-chat/visitor-frames.ts";
import type { FailedCommand } from "../engine/chat-engine.ts";
import { failureWords } from "../words.ts";
import type { View } from "./context.ts";
import { FileLine, Mark } from "./marks.tsx";
import type { Upload } from "./use-uploads.ts";

/** A message on its way: it is kept until the hub has it. */
export function WaitingRow({ view, frame }: { readonly view: View; readonly frame: DurableVisitorFrame }) {
  if (frame.t !== "message" || (!frame.text && !frame.fileId)) return null;
  return (
    <div class="msg own">
      {frame.text && <span class="bubble">{frame.text}</span>}
      <span class="meta">
        <Mark name="clock" label={view.words.sending} />
      </span>
    </div>
  );
}

/** What the hub refused for good, with its reason and two ways on. */
export function FailedRow({ view, failed }: { readonly view: View; readonly failed: FailedCommand }) {
  const { words, engine } = view;
  const { frame, code } = failed;
  if (frame.t !== "message") return null;
  return (
    <div class="msg own">
      <span class="bubble bad">{frame.text || words.file("", "")}</span>
      <span class="meta bad">
        {words.notSent}. {failureWords(words, code)}
      </span>
      <span>
        <button type="button" class="link" onClick={() => engine.sendAgain(failed)}>
          {words.again}
        </button>
        <button type="button" class="link" onClick={() => engine.drop(frame.id)}>
          {words.drop}
        </button>
      </span>
    </div>
  );
}

/** A file on its way, or one that did not make it. */
export function UploadRow({ view, upload }: { readonly view: View; readonly upload: Upload }) {
  const { words } = view;
  const { file, share, code, again, drop } = upload;
  const percent = Math.round(share * 100);
  return (
    <div class="msg own">
      <div class="bubble bad">
        <div class="doc">
          <FileLine view={view} name={file.name} size={file.size} />
        </div>
        {code === null && <progress max={100} value={percent} aria-label={words.uploading(percent)} />}
      </div>
      {code !== null && (
        <span class="meta bad" role="alert">
          {failureWords(words, code)}
        </span>
      )}
      <span>
        {code === "no-link" && (
          <button type="button" class="link" onClick={again}>
            {words.again}
          </button>
        )}
        <button type="button" class="link" onClick={drop}>
          {code === null ? words.cancel : words.drop}
        </button>
      </span>
    </div>
  );
}
