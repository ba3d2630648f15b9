import readline from "node:readline";

/**
 * Passes on what the app prints, line by line. In a self-test only the JSON line of its result may reach stdout;
 * everything else, Chromium's own words too, goes to stderr.
 */
export function passOnLines(input, { isSelfTest, onLine }) {
  const lines = readline.createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", (line) => {
    onLine(line);
    const stream = isSelfTest && !isJsonObject(line) ? process.stderr : process.stdout;
    stream.write(`${line}\n`);
  });
}

function isJsonObject(line) {
  if (!line.startsWith("{")) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
