// Runs in the customer's page.

const loaded = new WeakMap<AudioContext, Map<string, Promise<void>>>();

/** Makes a processor of the audio thread, given as the text a worklet wants, known to a context, once. */
export function loadProcessor(context: AudioContext, name: string, text: string): Promise<void> {
  const known = loaded.get(context) ?? new Map<string, Promise<void>>();
  loaded.set(context, known);
  const loading = known.get(name) ?? load(context, text);
  known.set(name, loading);
  return loading;
}

async function load(context: AudioContext, text: string): Promise<void> {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  await context.audioWorklet.addModule(url);
  URL.revokeObjectURL(url);
}
