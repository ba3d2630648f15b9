import { describe, expect, it } from "vitest";
import { fileKind, isNameRefused, toldType } from "./file-kind.ts";

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));

describe("what a file is", () => {
  it.for([
    ["чек.png", "\x89PNG\r\n\x1a\n....", "image/png"],
    ["фото.pdf", "\xff\xd8\xff\xe0", "image/jpeg"],
    ["a.webp", "RIFF\x00\x00\x00\x00WEBP", "image/webp"],
    ["a.dat", "%PDF-1.7", "application/pdf"],
    ["голос", "OggS\x00", "audio/ogg"],
    ["договор.docx", "PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["архив", "PK\x03\x04", "application/zip"],
    ["a.png", "<svg onload=alert(1)>", "text/plain"],
    ["a.html", "<script>alert(1)</script>", "text/plain"],
    ["a.jpg", "\x00\x01\x02\xfe", "application/octet-stream"],
  ])("%s is told by its bytes, not its name", ([name = "", content = "", type]) => {
    expect(fileKind(name, bytes(content))).toEqual({ type, isRefused: false });
  });

  it.for([
    ["счёт.exe", "\x89PNG\r\n\x1a\n"],
    ["счёт.exe. ", "x"],
    ["фото.png", "MZ\x90\x00"],
    ["фото.png", "\x7fELF"],
    ["заметка.txt", "#!/bin/sh\nrm -rf /"],
    ["макрос.xlsm", "PK\x03\x04"],
  ])("%s that runs is refused, whatever it calls itself", ([name = "", content = ""]) => {
    expect(fileKind(name, bytes(content)).isRefused).toBe(true);
  });

  it("is told by the name alone only to be refused", () => {
    expect([isNameRefused("a.SCR"), isNameRefused("exe"), isNameRefused("a.exe.png")]).toEqual([true, false, false]);
  });

  it("as it was told is a type, or nothing in particular", () => {
    expect(toldType("Image/PNG; q=1")).toBe("image/png");
    for (const wrong of ["", "png", "a/b\r\nx: y", "../x"]) expect(toldType(wrong)).toBe("application/octet-stream");
  });
});
