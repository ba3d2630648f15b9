"use strict";
// The one keyboard of the machine. Keys go to the window of the app that has the focus; when none has it, to another
// program, of which only the text is kept. A window that may not have the focus never gets one.
const { runtime } = require("./runtime.cjs");

let elsewhere = "";

/** Types as a person would, one key after another; whoever takes the focus meanwhile takes the rest. */
async function typeText(text) {
  for (const character of text) {
    const contents = runtime.focused?.webContents;
    if (contents) await contents._cdp.send("Input.insertText", { text: character });
    else elsewhere += character;
  }
}

module.exports = {
  typeText,
  /** What the other program has received so far. */
  textElsewhere: () => elsewhere,
};
