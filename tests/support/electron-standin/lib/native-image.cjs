"use strict";
const fs = require("node:fs");
const { strict } = require("./strict.cjs");

const PNG_HEADER = 0x49484452; // "IHDR"

function sizeOf(png) {
  if (png.length < 24 || png.readUInt32BE(12) !== PNG_HEADER) return { width: 0, height: 0 };
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

function createNativeImage(bytes = Buffer.alloc(0)) {
  const image = strict("nativeImage", {
    isEmpty: () => bytes.length === 0,
    toPNG: () => bytes,
    toDataURL: () => `data:image/png;base64,${bytes.toString("base64")}`,
    getSize: () => sizeOf(bytes),
    getAspectRatio: () => (bytes.length ? sizeOf(bytes).width / sizeOf(bytes).height : 1),
    /** The picture itself is not scaled: it goes to a tray nobody sees. */
    resize: () => image,
    setTemplateImage() {},
    isTemplateImage: () => false,
    addRepresentation() {},
  });
  return image;
}

const nativeImage = strict("nativeImage", {
  createEmpty: () => createNativeImage(),
  createFromBuffer: (bytes) => createNativeImage(Buffer.from(bytes)),
  createFromPath: (file) => createNativeImage(fs.existsSync(file) ? fs.readFileSync(file) : undefined),
  createFromDataURL: (url) => createNativeImage(Buffer.from(url.split(",")[1] ?? "", "base64")),
});

module.exports = { createNativeImage, nativeImage };
