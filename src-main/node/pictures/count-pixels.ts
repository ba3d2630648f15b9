import { imageSize } from "image-size";

/** How many pixels a picture says it has, by its head alone; null: it is none that is known. */
export function countPixels(bytes: Uint8Array): number | null {
  try {
    const { width, height } = imageSize(bytes);
    return width * height;
  } catch {
    return null;
  }
}
