import { expect, test } from "vitest";
import { isPicture } from "./pictures.ts";

test("only a picture that can hold no script is shown in place", () => {
  for (const type of ["image/png", "image/jpeg", "image/gif", "image/webp"]) expect(isPicture(type)).toBe(true);
  for (const type of ["image/svg+xml", "text/html", "text/plain", "application/pdf", "image/png; a=b", "x-image/png"])
    expect(isPicture(type)).toBe(false);
});
