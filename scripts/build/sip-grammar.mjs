import { readFile } from "node:fs/promises";

// SIP.js's generated grammar decodes all its tables anew at every parse, which is most of what a parse costs. They are
// constants, so each is decoded once. A later SIP.js that reads otherwise stops the build: look whether it still needs
// this (spikes/README.md, trap 11).
const DECODER = 'return s.split("").map((ch) => ch.charCodeAt(0) - 32);';
const DECODED_ONCE = [
  "let table = peg$tables.get(s);",
  "if (table === undefined) {",
  '  table = s.split("").map((ch) => ch.charCodeAt(0) - 32);',
  "  peg$tables.set(s, table);",
  "}",
  "return table;",
].join("\n");

/** An esbuild plugin: SIP.js parses without decoding its tables again. */
export const sipGrammarDecodedOnce = {
  name: "sip-grammar-decoded-once",
  setup(build) {
    build.onLoad({ filter: /sip\.js[\\/]lib[\\/]grammar[\\/]pegjs[\\/]dist[\\/]grammar\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (text.split(DECODER).length !== 2) throw new Error(`${path}: its decoder reads otherwise than expected`);
      return { contents: `const peg$tables = new Map();\n${text.replace(DECODER, () => DECODED_ONCE)}`, loader: "js" };
    });
  },
};
