// A ZIP archive as simple as one can be: every entry stored, nothing optional.
import { gzipSync } from 'node:zlib';

/** @param {Record<string, string | Buffer>} entries by name */
export function storedZip(entries) {
  const locals = [];
  const directory = [];
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content);
    const header = Buffer.alloc(30);
    header.write('PK\x03\x04', 'latin1');
    // Gzip ends with the same checksum, and the length.
    header.set(gzipSync(bytes).subarray(-8, -4), 14);
    header.writeUInt32LE(bytes.length, 18);
    header.writeUInt32LE(bytes.length, 22);
    header.writeUInt16LE(Buffer.byteLength(name), 26);
    const listed = Buffer.alloc(46);
    listed.write('PK\x01\x02', 'latin1');
    listed.writeUInt16LE(Buffer.byteLength(name), 28);
    locals.push(header, Buffer.from(name), bytes);
    directory.push(listed, Buffer.from(name));
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  return Buffer.concat([...locals, ...directory, end]);
}
