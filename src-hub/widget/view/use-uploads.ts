import { useEffect, useRef, useState } from "preact/hooks";
import { fileFault, type UploadEnd, upload } from "../dom/files.ts";
import type { WidgetOptions } from "../dom/options.ts";
import type { ChatEngine } from "../engine/chat-engine.ts";

export type Upload = {
  readonly id: number;
  readonly file: File;
  /** 0–1. */
  readonly share: number;
  /** Why it failed; null while it goes. */
  readonly code: Extract<UploadEnd, { code: unknown }>["code"] | null;
  readonly again: () => void;
  readonly drop: () => void;
};

/** Files on their way; one that arrived goes on as a message of the outbox. */
export function useUploads(engine: ChatEngine, options: WidgetOptions) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const madeRef = useRef(0);
  const abortsRef = useRef(new Map<number, () => void>());
  useEffect(
    () => () => {
      for (const abort of abortsRef.current.values()) abort();
    },
    [],
  );

  const remove = (id: number) => {
    abortsRef.current.get(id)?.();
    abortsRef.current.delete(id);
    setUploads((before) => before.filter((one) => one.id !== id));
  };
  const begin = (file: File) => {
    madeRef.current += 1;
    const id = madeRef.current;
    const change = (part: Partial<Upload>) =>
      setUploads((before) => before.map((one) => (one.id === id ? { ...one, ...part } : one)));
    const again = () => {
      remove(id);
      begin(file);
    };
    const { token } = engine;
    const code = fileFault(file) ?? (token === null ? "no-link" : null);
    setUploads((before) => [...before, { id, file, share: 0, code, again, drop: () => remove(id) }]);
    if (code !== null || token === null) return;
    const ended = (end: UploadEnd) => {
      if ("code" in end) return change({ code: end.code });
      remove(id);
      engine.send({ t: "message", text: "", fileId: end.fileId });
    };
    abortsRef.current.set(
      id,
      upload(options, token, file, (share) => change({ share }), ended),
    );
  };
  return { uploads, begin };
}
