/** Text that is cut without an ellipsis, text below 11 px, and targets below 24 px, as painted. Runs in the page. */
export function auditPage(): readonly string[] {
  const found = new Set<string>();
  const short = (text: string): string => text.trim().replace(/\s+/g, " ").slice(0, 50);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = short(node.textContent ?? "");
    if (!element || text === "" || element.closest("script, style, svg, [aria-hidden='true']")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (box.width <= 1 || style.visibility === "hidden" || style.clipPath !== "none" || style.clip !== "auto") continue;
    if (Number.parseFloat(style.fontSize) < 11) found.add(`small ${style.fontSize} «${text}»`);
    let clipper: HTMLElement | null = element;
    while (clipper && !["hidden", "clip", "auto", "scroll"].includes(getComputedStyle(clipper).overflowX)) {
      clipper = clipper.parentElement;
    }
    const limits = clipper ? clipper.getBoundingClientRect() : { left: 0, right: innerWidth };
    const isShortened = clipper !== null && getComputedStyle(clipper).textOverflow === "ellipsis";
    if (!isShortened && (box.right > limits.right + 1 || box.left < limits.left - 1)) found.add(`cut «${text}»`);
    if (!isShortened && element.scrollWidth > element.clientWidth + 1 && style.overflowX !== "visible") {
      found.add(`cut inside «${text}»`);
    }
  }
  for (const control of document.querySelectorAll("button, input, a[href]")) {
    const box = control.getBoundingClientRect();
    const name = short(control.getAttribute("aria-label") ?? control.textContent ?? "");
    if (box.width > 0 && (box.width < 24 || box.height < 24)) found.add(`small target «${name}»`);
  }
  return [...found];
}
