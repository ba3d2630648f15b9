import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePeople } from "./people-csv.ts";

const HEAD = "login,name,role,extension,groups,skills,queues,password";

describe("people in a table", () => {
  it("are read with their lists and levels, by comma or by semicolon, with a byte order mark and CRLF", () => {
    const comma = parsePeople(
      `\uFEFF${HEAD}\r\npetr,"Ильин, Пётр",supervisor,1003,vip;evening,en:7|returns,support,\r\n`,
    );
    expect(comma).toEqual({
      problems: [],
      people: [
        {
          line: 2,
          person: {
            login: "petr",
            name: "Ильин, Пётр",
            role: "supervisor",
            extension: "1003",
            groups: ["vip", "evening"],
            skills: { en: 7, returns: 5 },
            queues: ["support"],
          },
        },
      ],
    });
    expect(parsePeople("Login;Name\nnina;Нина Ким\n").people[0]?.person).toMatchObject({
      login: "nina",
      role: "operator",
    });
  });

  it("every wrong line is named, by its number and column, and nothing of what stands in it", () => {
    const { problems } = parsePeople(
      `${HEAD}\npetr,Пётр,operator,,,,,\nNINA,,boss,12345678901,Vip,en:11,,short\npetr,Пётр,operator,,,,,\n`,
    );
    const columns = problems.map(({ line, message }) => `${line} ${message.split(":")[0]}`);
    expect(columns).toEqual(
      expect.arrayContaining(["3 login", "3 name", "3 role", "3 extension", "3 groups", "3 skills", "3 password"]),
    );
    expect(problems.at(-1)).toEqual({ line: 4, message: "login: stands in line 2 already" });
    expect(JSON.stringify(problems)).not.toMatch(/NINA|boss|12345678901/);
  });

  it.each([
    ["", "the head may only hold"],
    ["login,name", "there is nobody"],
    ["login,name,isAdmin\npetr,Пётр,yes", "the head may only hold"],
    ['login,name\npetr,"Пётр', "not a row"],
    ["login,name\npetr,Пётр,operator", "not a row"],
    [`login,name\n${"x".repeat(5000)},y`, "not a row"],
  ])("a table that is none is told as one: %j", (text, words) => {
    const { people, problems } = parsePeople(text);
    expect(people).toEqual([]);
    expect(problems[0]?.message).toContain(words);
  });

  it("whatever stands in it, it is read or refused, never thrown", () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (text, hasHead) => {
        const { people, problems } = parsePeople(hasHead ? `${HEAD}\n${text}` : text);
        expect(people.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
