/** Where the window gets a picture of a conversation from: `app://tandem/files/<attachmentId>`. */
export const PICTURES_PATH = "/files/";

/** Whether a file of this media type may be shown in place: pictures only, none that can hold a script. */
export function isPicture(type: string): boolean {
  return /^image\/(?:png|jpeg|gif|webp)$/.test(type);
}
