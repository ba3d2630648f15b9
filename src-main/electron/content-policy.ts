/** The kinds of page this app serves; each gets only what it needs. */
export type PageKind = "operator" | "card" | "media" | "problem";

// 'none' for all that is not named: no plugin, frame, worker, manifest, remote request, form or base tag.
const COMMON = ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"];

const OWN: Record<PageKind, readonly string[]> = {
  // Theme variables are constructed style sheets, so no inline style is ever needed.
  operator: ["script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'"],
  card: ["script-src 'self'", "style-src 'self'", "font-src 'self'"],
  // Phrases and ring tones are fetched and decoded; microphone streams are no network request. The noise suppression is
  // WebAssembly; this keyword compiles that and nothing else: no eval.
  media: ["script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'", "media-src 'self' blob:"],
  problem: [],
};

/** The Content-Security-Policy header of a response; `styleNonce` lets in the one style element main wrote itself. */
export function contentPolicy(page: PageKind, styleNonce?: string): string {
  const style = styleNonce === undefined ? [] : [`style-src 'nonce-${styleNonce}'`];
  return [...COMMON, ...OWN[page], ...style].join("; ");
}
