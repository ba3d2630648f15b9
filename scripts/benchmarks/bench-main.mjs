import { pathToFileURL } from "node:url";

// One bench in a process of its own: imports it and sends each result to the runner as it comes.
const [file] = process.argv.slice(2);
const bench = await import(pathToFileURL(file).href);
if (typeof bench.run !== "function") throw new Error(`${file} exports no function run()`);
for await (const line of await bench.run()) {
  await new Promise((resolve, reject) => process.send(line, (error) => (error ? reject(error) : resolve())));
}
process.disconnect();
