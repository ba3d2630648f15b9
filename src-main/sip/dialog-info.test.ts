import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DialogInfo, readDialogInfo } from "./dialog-info.ts";
import { standingOf, takeDialogInfo } from "./dialog-table.ts";

/** As Asterisk 22 writes it. */
const OF_ASTERISK = `<?xml version="1.0" encoding="UTF-8"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="3" state="full" entity="sip:102@127.0.0.1">
 <dialog id="102" call-id="pdlg_x" direction="recipient">
  <remote><identity display="Иван">sip:ivan@127.0.0.1</identity><target uri="sip:ivan@127.0.0.1"/></remote>
  <state>early</state>
 </dialog>
</dialog-info>`;

function document(dialogs: string, head = 'version="0" state="full" entity="sip:1@x"'): string {
  return `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" ${head}>${dialogs}</dialog-info>`;
}

describe("readDialogInfo", () => {
  it("reads what PBXs write, and leaves what it does not need", () => {
    expect(readDialogInfo(OF_ASTERISK)).toEqual({
      version: 3,
      state: "full",
      dialogs: [{ id: "102", state: "early" }],
    });
    const prefixed =
      '<d:dialog-info xmlns:d="urn:ietf:params:xml:ns:dialog-info" version="1" state="partial" entity="x">' +
      '<d:dialog id="a"><state xmlns="urn:other">early</state><d:state code="200" event="x"> confirmed </d:state></d:dialog></d:dialog-info>';
    expect(readDialogInfo(prefixed)).toEqual({
      version: 1,
      state: "partial",
      dialogs: [{ id: "a", state: "confirmed" }],
    });
    expect(readDialogInfo(document(""))).toEqual({ version: 0, state: "full", dialogs: [] });
  });

  it.each([
    ["nothing", ""],
    ["no XML", "free"],
    ["another document", '<presence xmlns="urn:ietf:params:xml:ns:pidf"/>'],
    ["no namespace", '<dialog-info version="0" state="full"/>'],
    ["a state nobody knows", document('<dialog id="1"><state>asleep</state></dialog>')],
    ["a dialog without a state", document('<dialog id="1"/>')],
    ["a dialog without an id", document("<dialog><state>early</state></dialog>")],
    ["no version", document("", 'state="full"')],
    ["a version that is no number", document("", 'version="-1" state="full"')],
    ["not closed", document("").slice(0, -3)],
    ["two roots", document("") + document("")],
    [
      "an entity of its own",
      `<!DOCTYPE a [<!ENTITY e "early">]>${document('<dialog id="1"><state>&e;</state></dialog>')}`,
    ],
    ["a file of this machine", `<!DOCTYPE a SYSTEM "file:///etc/passwd">${document("")}`],
    ["an unknown entity", document('<dialog id="1"><state>&e;</state></dialog>')],
    ["too long", document(`<!--${"x".repeat(70_000)}-->`)],
    ["too deep", document("<a>".repeat(50) + "</a>".repeat(50))],
    ["too many", document('<dialog id="1"><state>early</state></dialog>'.repeat(150))],
  ])("refuses %s", (_what, text) => {
    expect(readDialogInfo(text)).toBeNull();
  });

  it("never throws, whatever comes", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "<",
        ">",
        "/",
        "<dialog",
        "<!DOCTYPE x [",
        "<![CDATA[",
        "]]>",
        '="',
        "&amp;",
        "&#0;",
        OF_ASTERISK,
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        readDialogInfo(pieces.join(""));
        readDialogInfo(document(pieces.join("")));
      }),
    );
  });
});

describe("the dialogs of a line", () => {
  const id = fc.constantFrom("a", "b", "c");
  const state = fc.constantFrom("trying", "proceeding", "early", "confirmed", "terminated");
  const dialogs = fc.array(fc.record({ id, state }), { maxLength: 4 });

  it("after any partial documents in order stand as one full document of the same says", () => {
    fc.assert(
      fc.property(dialogs, fc.array(dialogs, { maxLength: 6 }), (first, more) => {
        let table = takeDialogInfo(null, { version: 0, state: "full", dialogs: first });
        more.forEach((part, index) => {
          if (table !== "behind")
            table = takeDialogInfo(table, { version: index + 1, state: "partial", dialogs: part });
        });
        const last = new Map([first, ...more].flat().map((one) => [one.id, one.state]));
        const whole: DialogInfo = {
          version: 9,
          state: "full",
          dialogs: [...last].map(([of, is]) => ({ id: of, state: is })),
        };
        const expected = takeDialogInfo(null, whole);
        if (table === "behind" || expected === "behind") throw new Error("behind");
        expect(standingOf(table)).toEqual(standingOf(expected));
      }),
    );
  });

  it("are asked for anew when a partial document is missing; one that comes twice changes nothing", () => {
    const part = (version: number, is: "confirmed" | "terminated"): DialogInfo => {
      return { version, state: "partial", dialogs: [{ id: "a", state: is }] };
    };
    expect(takeDialogInfo(null, part(0, "confirmed"))).toBe("behind");
    const known = takeDialogInfo(null, { version: 4, state: "full", dialogs: [{ id: "a", state: "confirmed" }] });
    if (known === "behind") throw new Error("behind");
    expect(takeDialogInfo(known, part(6, "terminated"))).toBe("behind");
    expect(takeDialogInfo(known, part(4, "terminated"))).toBe(known);
    expect(takeDialogInfo(known, part(5, "terminated"))).toEqual({ version: 5, dialogs: new Map() });
  });

  it.each([
    [[], "free"],
    [["terminated"], "free"],
    [["trying"], "ringing"],
    [["early", "terminated"], "ringing"],
    [["early", "confirmed"], "talking"],
  ] as const)("%j is %s", (states, standing) => {
    const table = takeDialogInfo(null, {
      version: 0,
      state: "full",
      dialogs: states.map((is, index) => ({ id: String(index), state: is })),
    });
    expect(table === "behind" ? null : standingOf(table)).toEqual({ state: standing, reason: null });
  });
});
