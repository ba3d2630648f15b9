import { expect, test } from "vitest";
import type { HubFiles } from "../../src-main/core/ports/hub-files.ts";

/** A hub, a fake or a real one, with an operator in a conversation. */
export type HubFilesStage = {
  readonly files: HubFiles;
  /** Announces a file: the way its bytes go. */
  announce(name: string): Promise<string>;
  /** The way to a file by the one its bytes went. */
  linkTo(putPath: string): Promise<string>;
  /** The hub is gone. */
  cut(): Promise<void>;
  stop(): Promise<void>;
};

const PDF = Uint8Array.from(Buffer.from("%PDF-1.7\nчек", "utf8"));

export function describeHubFiles(name: string, makeStage: () => Promise<HubFilesStage>): void {
  const staged = (words: string, run: (stage: HubFilesStage) => Promise<void>) =>
    test(`files at the hub (${name}): ${words}`, async () => {
      const stage = await makeStage();
      try {
        await run(stage);
      } finally {
        await stage.stop();
      }
    });

  staged("what was put is got, as what it is, and is put once", async ({ files, announce, linkTo }) => {
    const path = await announce("чек.pdf");
    expect(await files.put(path, PDF)).toEqual({ ok: true, value: { type: "application/pdf" } });
    expect(await files.put(path, PDF)).toMatchObject({ ok: false, code: "unknown-file" });
    const got = await files.get(await linkTo(path));
    expect(got.ok && Buffer.from(got.value.bytes).equals(PDF)).toBe(true);
  });

  staged("a way nobody gave leads nowhere", async ({ files, announce }) => {
    const forged = (await announce("чек.pdf")).replace(/until=\d/, "until=8");
    expect(await files.put(forged, PDF)).toMatchObject({ ok: false, code: "unknown-file" });
    expect(await files.get(forged)).toMatchObject({ ok: false, code: "unknown-file" });
  });

  staged("a program is refused, whatever it calls itself", async ({ files, announce, linkTo }) => {
    const path = await announce("отпуск.pdf");
    const program = Uint8Array.from(Buffer.from("MZ\u0090\u0000", "latin1"));
    expect(await files.put(path, program)).toMatchObject({ ok: false, code: "file-refused" });
    expect(await files.get(await linkTo(path))).toMatchObject({ ok: false, code: "file-refused" });
  });

  staged("one whose bytes did not come yet is not there yet", async ({ files, announce, linkTo }) => {
    expect(await files.get(await linkTo(await announce("чек.pdf")))).toMatchObject({ ok: false, code: "not-yet" });
  });

  staged("a hub that is gone answers nothing, and that is said", async ({ files, announce, linkTo, cut }) => {
    const path = await announce("чек.pdf");
    const way = await linkTo(path);
    await cut();
    expect(await files.put(path, PDF)).toMatchObject({ ok: false, code: "hub-away" });
    expect(await files.get(way)).toMatchObject({ ok: false, code: "hub-away" });
  });
}
