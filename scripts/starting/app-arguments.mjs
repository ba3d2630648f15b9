import path from "node:path";
import { SetUpError } from "../setup/say.mjs";

/** Makes what a person types into what the app takes: file names absolute, and one word per argument. */
export function appArguments(typed, folder = process.env.INIT_CWD ?? process.cwd()) {
  const result = [];
  const words = [...typed];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, name, value] = /^--(screenshot|team|user-data-dir)(?:=(.*))?$/.exec(word) ?? [];
    if (!name) {
      result.push(word);
      continue;
    }
    const given = value ?? words.shift();
    if (!given || given.startsWith("--")) throw new SetUpError(`--${name} needs a file: npm start -- --${name} FILE`);
    result.push(`--${name}=${path.resolve(folder, given)}`);
  }
  return result;
}
