const chosen = new URLSearchParams(window.location.search);

/** The language of the samples: `?locale=en`, else Russian. */
export function languageOfPage(): "ru" | "en" {
  return chosen.get("locale") === "en" ? "en" : "ru";
}

/** `?theme=dark`, else light. */
export function schemeOfPage(): "light" | "dark" {
  return chosen.get("theme") === "dark" ? "dark" : "light";
}

/** A sample in the language of the page. */
export function say(ru: string, en: string): string {
  return languageOfPage() === "en" ? en : ru;
}
