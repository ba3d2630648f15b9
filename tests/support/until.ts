/** Waits until something is so; fails with its words when it is not in time. */
export async function until(isSo: () => boolean, words: string, withinMs = 20_000): Promise<void> {
  const endMs = Date.now() + withinMs;
  while (!isSo()) {
    if (Date.now() > endMs) throw new Error(`not within ${withinMs} ms: ${words}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
