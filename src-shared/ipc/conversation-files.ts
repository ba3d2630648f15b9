import * as z from "zod";
import { Attachment, FileName } from "../domain/message.ts";
import { FILE_LIMIT_BYTES } from "../domain/message-limits.ts";
import { AttachmentId, ConversationId } from "../ids.ts";

/** Files of the operator's own conversations. */
export const conversationFileRequests = {
  /**
   * A file for what is being written: its bytes go to the hub at once, and it stands in the draft until it is sent or taken
   * out. `too-large`: more than 20 MB, or than the channel takes; `file-refused`: a machine would run it, or the channel
   * takes no such type; `too-many-files`: the draft has ten.
   */
  "files.attach": {
    input: z.object({
      conversationId: ConversationId,
      name: FileName,
      type: z.string().max(127),
      bytes: z.instanceof(Uint8Array).refine(({ length }) => length > 0 && length <= FILE_LIMIT_BYTES),
    }),
    output: z.object({ file: Attachment }),
    errors: ["hub-away", "unknown-conversation", "file-refused", "too-large", "too-many-files", "store-failed"],
  },
  /** Out of the draft; one that is not there is gone already. */
  "files.detach": {
    input: z.object({ conversationId: ConversationId, attachmentId: AttachmentId }),
    output: z.object({}),
    errors: ["store-failed"],
  },
  /** Into the folder for downloads, under its own name or one beside it; `file`: where it lies. */
  "files.save": {
    input: z.object({ attachmentId: AttachmentId, name: FileName }),
    output: z.object({ file: z.string() }),
    errors: ["hub-away", "unknown-file", "file-refused", "file-not-yet", "store-failed"],
  },
  /** One that was saved since the program began, shown in its folder by the system. */
  "files.show": { input: z.object({ file: z.string().max(4096) }), output: z.object({}), errors: ["unknown-file"] },
} as const;
