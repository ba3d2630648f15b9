import { expect, test } from "vitest";
import { mayGoLater, type TrayFile, trayProblem, whyFailed } from "./tray-model.ts";

const file = (state: TrayFile["state"]): TrayFile => ({
  ...{ key: state, name: "a.png", type: "image/png", size: 1, attachmentId: null, code: null, state },
});

test("files are sent when all of them are at the hub; one that failed is said before one that is on its way", () => {
  expect(trayProblem([])).toBeNull();
  expect(trayProblem([file("ready")])).toBeNull();
  expect(trayProblem([file("ready"), file("uploading")])).toBe("conversation.waitForFiles");
  expect(trayProblem([file("uploading"), file("failed")])).toBe("conversation.dropBadFiles");
});

test("each refusal has its word, and only what may come through is offered again", () => {
  expect(whyFailed("too-large")).toBe("conversation.fileTooLarge");
  expect(whyFailed("something-new")).toBe("conversation.fileFailed");
  for (const code of ["hub-away", "store-failed", "ipc-fault", null]) expect(mayGoLater(code), `${code}`).toBe(true);
  for (const code of ["file-refused", "too-large", "too-many-files", "file-empty"])
    expect(mayGoLater(code)).toBe(false);
});
