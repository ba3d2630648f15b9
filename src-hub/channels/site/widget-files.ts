import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const LOADER = "tandem.js";
const NAME = /tandem-[0-9a-f]{12}[.]js/;
const PHONE_NAME = /tandem-call-[0-9a-f]{12}[.]js/;
const WIDGET = new RegExp(`^${NAME.source}$`);
const PHONE = new RegExp(`^${PHONE_NAME.source}$`);

/** Its name holds its hash. */
const KEPT = "public, max-age=31536000, immutable";

/** One script as it is served. */
export type WidgetFile = {
  readonly bytes: Buffer;
  readonly zipped: Buffer;
  readonly etag: string;
  readonly cacheControl: string;
};

/** The widget as the build left it in a folder: read once, zipped once. */
export class WidgetFiles {
  readonly #loader: WidgetFile;
  readonly #widget: WidgetFile;
  readonly #name: string;
  /** The script that calls, which the widget loads when it is wanted. */
  readonly #phone: WidgetFile;
  readonly #phoneName: string;

  constructor(folder: string) {
    // The folder may hold widgets of builds before: the loader says which one it leads to.
    const [name] = NAME.exec(readFileSync(join(folder, LOADER), "utf8")) ?? [];
    if (!name) throw new Error(`the loader in ${folder} names no widget`);
    this.#name = name;
    // Minutes, not hours: a new widget is on every page soon after the hub is updated.
    this.#loader = fileOf(join(folder, LOADER), "public, max-age=300");
    this.#widget = fileOf(join(folder, name), KEPT);
    const [phoneName] = PHONE_NAME.exec(this.#widget.bytes.toString("utf8")) ?? [];
    if (!phoneName) throw new Error(`the widget in ${folder} names no script that calls`);
    this.#phoneName = phoneName;
    this.#phone = fileOf(join(folder, phoneName), KEPT);
  }

  /** Null: no such file. A widget of another build, which a loader kept for minutes still asks for, is this one, unkept. */
  find(name: string): WidgetFile | null {
    if (name === LOADER) return this.#loader;
    if (name === this.#name) return this.#widget;
    if (name === this.#phoneName) return this.#phone;
    if (PHONE.test(name)) return { ...this.#phone, cacheControl: "no-store" };
    return WIDGET.test(name) ? { ...this.#widget, cacheControl: "no-store" } : null;
  }
}

function fileOf(path: string, cacheControl: string): WidgetFile {
  const bytes = readFileSync(path);
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  return { bytes, zipped: gzipSync(bytes, { level: 9 }), etag, cacheControl };
}
