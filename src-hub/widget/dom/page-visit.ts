import type { PageVisit } from "../../../src-shared/site-chat/entries.ts";
import type { KeyValueStore } from "../engine/ports.ts";

const UTM = ["source", "medium", "campaign", "term", "content"] as const;

/** Where the visitor is now. The marks of the advertisement that brought them stay until another one does. */
export function readPageVisit(store: KeyValueStore): PageVisit {
  const here = new URL(location.href);
  const found = UTM.flatMap((name) => {
    const value = here.searchParams.get(`utm_${name}`);
    return value ? [[name, value.slice(0, 200)] as const] : [];
  });
  if (found.length > 0) store.write("utm", JSON.stringify(Object.fromEntries(found)));
  return {
    url: location.href.slice(0, 2000),
    title: document.title.slice(0, 300),
    referrer: document.referrer.slice(0, 2000),
    utm: readUtm(store),
  };
}

function readUtm(store: KeyValueStore): PageVisit["utm"] {
  try {
    return JSON.parse(store.read("utm") ?? "{}") as PageVisit["utm"];
  } catch {
    // Spoilt: without it the visit is told without its advertisement.
    return {};
  }
}
