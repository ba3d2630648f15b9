import { runPeople } from "./people-command.ts";

// The entry of `npm run hub -- people …`.
process.exitCode = await runPeople(process.argv.slice(2), process.env);
