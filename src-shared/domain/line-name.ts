/** How a line is called where there is little room: its title, or its address. */
export function lineName(line: {
  readonly title: string;
  readonly user: string;
  readonly server: string;
  readonly domain: string;
}): string {
  if (line.title !== "") return line.title;
  return `${line.user}@${line.domain === "" ? hostOf(line.server) : line.domain}`;
}

/** The host of a `ws:` or `wss:` address without its port. */
export function hostOf(server: string): string {
  return /^wss?:\/\/([^/:?]+)/i.exec(server)?.[1] ?? server;
}
