import { create } from "zustand";
import type { Attachment } from "../../../src-shared/domain/message.ts";
import { FILE_LIMIT_BYTES, MESSAGE_ATTACHMENTS_LIMIT } from "../../../src-shared/domain/message-limits.ts";
import type { AttachmentId, ConversationId } from "../../../src-shared/ids.ts";
import { ask } from "../../lib/ask.ts";
import { mayGoLater, type TrayFile } from "./tray-model.ts";

type Trays = { readonly trays: Readonly<Record<ConversationId, readonly TrayFile[]>> };

/** Files of what is being written, by conversation: an upload goes on while another conversation is shown. */
const useTrays = create<Trays>(() => ({ trays: {} }));

/** What was chosen and is not, or not yet, at the hub. */
const chosen = new Map<string, File>();
const NONE: readonly TrayFile[] = [];

const trayOf = (conversationId: ConversationId) => useTrays.getState().trays[conversationId] ?? NONE;

function setTray(conversationId: ConversationId, files: readonly TrayFile[]): void {
  useTrays.setState(({ trays }) => ({ trays: { ...trays, [conversationId]: files } }));
}

function change(conversationId: ConversationId, key: string, changed: Partial<TrayFile>): void {
  const files = trayOf(conversationId).map((one) => (one.key === key ? { ...one, ...changed } : one));
  setTray(conversationId, files);
}

async function upload(conversationId: ConversationId, key: string): Promise<void> {
  const file = chosen.get(key);
  if (!file) return;
  change(conversationId, key, { state: "uploading", code: null });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { name, type } = file;
  const kept = await ask("files.attach", { conversationId, name, type, bytes });
  if (!kept.ok) return change(conversationId, key, { state: "failed", code: kept.code });
  const { attachmentId } = kept.value.file;
  // Taken out meanwhile.
  if (!chosen.delete(key)) return void ask("files.detach", { conversationId, attachmentId });
  change(conversationId, key, { ...ofAttachment(kept.value.file), key });
}

function ofAttachment({ attachmentId, name, type, size }: Attachment): TrayFile {
  return { key: attachmentId, name, type, size: size ?? 0, state: "ready", attachmentId, code: null };
}

/** What main has of the draft. */
export function fillTray(conversationId: ConversationId, files: readonly Attachment[]): void {
  const known = new Set(trayOf(conversationId).map(({ attachmentId }) => attachmentId));
  const kept = files.filter(({ attachmentId }) => !known.has(attachmentId)).map(ofAttachment);
  if (kept.length > 0) setTray(conversationId, [...kept, ...trayOf(conversationId)]);
}

/** They stay behind. */
export function emptyTray(conversationId: ConversationId): void {
  for (const { key } of trayOf(conversationId)) chosen.delete(key);
  setTray(conversationId, NONE);
}

/** The files of what is being written in one conversation. */
export function useFileTray(conversationId: ConversationId) {
  const files = useTrays(({ trays }) => trays[conversationId] ?? NONE);
  return {
    files,
    add: (given: readonly File[]) => {
      const added = given.map((file): TrayFile => {
        const { name, type, size } = file;
        const key = crypto.randomUUID();
        const code = size === 0 ? "file-empty" : size > FILE_LIMIT_BYTES ? "too-large" : null;
        if (code === null) chosen.set(key, file);
        return { key, name, type, size, state: code === null ? "uploading" : "failed", attachmentId: null, code };
      });
      const all = [...trayOf(conversationId), ...added];
      const tooMany = all.slice(MESSAGE_ATTACHMENTS_LIMIT);
      for (const { key } of tooMany) chosen.delete(key);
      setTray(conversationId, [
        ...all.slice(0, MESSAGE_ATTACHMENTS_LIMIT),
        ...tooMany.map((one): TrayFile => ({ ...one, state: "failed", code: "too-many-files" })),
      ]);
      for (const { key } of added) void upload(conversationId, key);
    },
    retry: (key: string) => void upload(conversationId, key),
    mayRetry: ({ key, code }: TrayFile) => chosen.has(key) && mayGoLater(code),
    remove: ({ key, attachmentId }: TrayFile) => {
      chosen.delete(key);
      setTray(
        conversationId,
        trayOf(conversationId).filter((one) => one.key !== key),
      );
      if (attachmentId) void ask("files.detach", { conversationId, attachmentId });
    },
    /** They go with a message now; what gives them back if it was not kept. */
    take: (): { readonly attachmentIds: AttachmentId[]; readonly giveBack: () => void } => {
      const taken = trayOf(conversationId);
      setTray(conversationId, NONE);
      return {
        attachmentIds: taken.flatMap(({ attachmentId }) => attachmentId ?? []),
        giveBack: () => setTray(conversationId, [...taken, ...trayOf(conversationId)]),
      };
    },
  };
}
