/** Windows ICO: a directory of entries, then the PNG files themselves (Vista and later read them). */
export function makeIco(pictures) {
  const headerSize = 6 + 16 * pictures.length;
  const header = Buffer.alloc(headerSize);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = headerSize;
  for (const [index, { size, png }] of pictures.entries()) {
    const entry = 6 + 16 * index;
    // 0 stands for 256.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

const icnsTypes = { 16: "icp4", 32: "icp5", 64: "icp6", 128: "ic07", 256: "ic08", 512: "ic09", 1024: "ic10" };

/** Apple ICNS: blocks of type, length and PNG. */
export function makeIcns(pictures) {
  const blocks = pictures.map(({ size, png }) => Buffer.concat([blockHeader(icnsTypes[size], png.length), png]));
  const body = Buffer.concat(blocks);
  return Buffer.concat([blockHeader("icns", body.length), body]);
}

function blockHeader(type, length) {
  const header = Buffer.alloc(8);
  header.write(type, "latin1");
  header.writeUInt32BE(length + 8, 4);
  return header;
}
