import type { FileReply } from "../../../src-shared/site-chat/hub-frames.ts";
import type { SiteRefusalCode } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { FILE_LIMIT, FILE_TYPES, SITE_FILES_PATH } from "../../../src-shared/site-chat/site-chat-limits.ts";
import type { WidgetOptions } from "./options.ts";

export type UploadEnd = { readonly fileId: string } | { readonly code: SiteRefusalCode | "no-link" };

/** What is wrong with a file before it is sent; null: nothing. */
export function fileFault(file: File): SiteRefusalCode | null {
  if (file.size > FILE_LIMIT || file.size === 0) return "file-too-large";
  return (FILE_TYPES as readonly string[]).includes(file.type) ? null : "file-type";
}

/** Sends a file with its progress, 0–1; fetch cannot tell one. The answer stops it. */
export function upload(
  { hub, key }: WidgetOptions,
  token: string,
  file: File,
  progress: (share: number) => void,
  end: (end: UploadEnd) => void,
): () => void {
  const request = new XMLHttpRequest();
  request.open("POST", `${hub}${SITE_FILES_PATH}?key=${encodeURIComponent(key)}`);
  request.setRequestHeader("authorization", `Bearer ${token}`);
  request.setRequestHeader("content-type", "application/octet-stream");
  request.setRequestHeader("x-file-name", encodeURIComponent(file.name.slice(-120)));
  request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
  request.onload = () => end(endOf(request.responseText));
  request.onerror = () => end({ code: "no-link" });
  request.send(file);
  return () => request.abort();
}

/** The bytes of a file as an address of this page: a picture or a download without the token in any address. */
export async function fetchFile({ hub, key }: WidgetOptions, token: string, fileId: string): Promise<string | null> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${hub}${SITE_FILES_PATH}/${fileId}?key=${encodeURIComponent(key)}`, { headers }).catch(
    () => null,
  );
  return answer?.ok ? URL.createObjectURL(await answer.blob()) : null;
}

function endOf(text: string): UploadEnd {
  try {
    return JSON.parse(text) as FileReply | { readonly code: SiteRefusalCode };
  } catch {
    return { code: "no-link" };
  }
}
