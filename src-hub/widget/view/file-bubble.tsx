import { useEffect, useState } from "preact/hooks";
import type { SiteFile } from "../../../src-shared/site-chat/entries.ts";
import { fetchFile } from "../dom/files.ts";
import type { View } from "./context.ts";
import { FileLine } from "./marks.tsx";

/** A file of the conversation: a picture is shown, anything is fetched with the token and saved on a click. */
export function FileBubble({ view, file }: { readonly view: View; readonly file: SiteFile }) {
  const { engine, options, words } = view;
  const [picture, setPicture] = useState<string | null>(null);
  const isPicture = file.type.startsWith("image/");
  useEffect(() => {
    const { token } = engine;
    if (!isPicture || token === null) return;
    let url: string | null = null;
    let isOver = false;
    fetchFile(options, token, file.fileId).then(
      (fetched) => {
        url = fetched;
        if (isOver && fetched) URL.revokeObjectURL(fetched);
        else setPicture(fetched);
      },
      () => undefined,
    );
    return () => {
      isOver = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [engine, file.fileId, isPicture, options]);

  const save = async () => {
    const { token } = engine;
    const url = token && (await fetchFile(options, token, file.fileId));
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };

  return (
    <button
      type="button"
      class={`bubble ${picture ? "image" : "doc"}`}
      onClick={() => void save()}
      title={words.download}
    >
      {picture ? (
        // Where the site's policy forbids blob: pictures, the name stands instead.
        <img src={picture} alt={file.name} onError={() => setPicture(null)} />
      ) : (
        <FileLine view={view} name={file.name} size={file.size} />
      )}
    </button>
  );
}
