"use strict";
// Read-only asar (two pickles, a JSON header, file bodies), unpacked to a folder because Node cannot run from an archive.
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

function readHeader(fd) {
  const sizes = Buffer.alloc(16);
  fs.readSync(fd, sizes, 0, 16, 0);
  const header = Buffer.alloc(sizes.readUInt32LE(12));
  fs.readSync(fd, header, 0, header.length, 16);
  return { header: JSON.parse(header.toString("utf8")), bodyAt: 8 + sizes.readUInt32LE(4) };
}

function readEntry(fd, bodyAt, entry) {
  const bytes = Buffer.alloc(entry.size);
  if (entry.size > 0) fs.readSync(fd, bytes, 0, entry.size, bodyAt + Number(entry.offset));
  return bytes;
}

/** Unpacks `archive`, with what lies beside it in `.unpacked`, and checks each file's hash as Electron's fuse would. */
function extractAsar(archive, folder) {
  const fd = fs.openSync(archive, "r");
  const { header, bodyAt } = readHeader(fd);
  const walk = (node, inside) => {
    for (const [name, entry] of Object.entries(node.files)) {
      const relative = path.join(inside, name);
      const target = path.join(folder, relative);
      if (entry.files) {
        fs.mkdirSync(target, { recursive: true });
        walk(entry, relative);
      } else if (entry.link) {
        fs.symlinkSync(path.relative(path.dirname(target), path.join(folder, entry.link)), target);
      } else {
        const unpacked = path.join(`${archive}.unpacked`, relative);
        const bytes = entry.unpacked ? fs.readFileSync(unpacked) : readEntry(fd, bodyAt, entry);
        const hash = crypto.createHash("sha256").update(bytes).digest("hex");
        if (entry.integrity && entry.integrity.hash !== hash) throw new Error(`asar integrity: ${relative}`);
        fs.writeFileSync(target, bytes, { mode: entry.executable ? 0o755 : 0o644 });
      }
    }
  };
  walk(header, "");
  fs.closeSync(fd);
}

module.exports = { extractAsar };
