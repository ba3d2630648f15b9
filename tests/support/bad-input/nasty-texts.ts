/** Texts that break a program which puts them into SQL, HTML, a header, a log line, a path, a pattern or a database column. */
export const NASTY_TEXTS = {
  "SQL, single quotes": "x'); DROP TABLE events; --",
  "SQL, double quotes": '" OR ""="',
  "an element": "<script>alert(1)</script><img src=x onerror=alert(1)>",
  NUL: "a\u0000b",
  "NUL alone": "\u0000",
  "control characters": "\u0001\u001b[31m\u007f\u0085",
  "line breaks of a header": "a\r\nX-Injected: yes\r\n\r\nb",
  "turned around": "\u202egnp.exe\u202c \u2066\u200f",
  "four bytes": "😀👩‍👩‍👧‍👦𠜎𝕏",
  "a lone surrogate": "a\ud800b",
  "the other lone surrogate": "\udfff",
  "a path": "../../../../etc/passwd",
  "percent signs": "%00%0a%27%",
  templates: "{{7*7}}#{7*7}<%= 7*7 %>",
  "a prototype": "__proto__",
  "a constructor": "constructor",
  nothing: "",
  "white space": " \t\u00a0\ufeff ",
  "many digits": "9".repeat(400),
  "no number": "NaN",
  long: "ы".repeat(20_000),
} as const;

/** What is no text where a text is expected. */
export const NOT_TEXTS: readonly unknown[] = [null, 7, -1e308, true, [], {}, [["a"]], { $gt: "" }];
