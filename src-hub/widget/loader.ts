// The one line on the site leads here. It is short and fetched often; what it loads is named by its hash and kept for a year.

/** Put in by the build: the file's name, with its hash. */
declare const WIDGET_FILE: string;

type Policy = { createScriptURL(url: string): string };
type Policies = { createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy };

const line = document.currentScript as HTMLScriptElement | null;
if (line) {
  const script = document.createElement("script");
  for (const [name, value] of Object.entries(line.dataset)) script.dataset[name] = value;
  // A nonce is not shown to attribute selectors; a strict policy without 'strict-dynamic' wants it again.
  if (line.nonce) script.nonce = line.nonce;
  script.async = true;
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  const url = new URL(WIDGET_FILE, line.src).href;
  script.src =
    trustedTypes?.createPolicy("tandem-chat", { createScriptURL: (text) => text }).createScriptURL(url) ?? url;
  document.head.append(script);
}

export {};
