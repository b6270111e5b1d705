/** Types of pictures in PNG format, by their size in pixels (https://en.wikipedia.org/wiki/Apple_Icon_Image_format). */
const TYPES = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

const HEADER = 8;

/** An icon of macOS, from pictures in PNG format. */
export async function icns(png: (size: number) => Promise<Buffer>): Promise<Buffer> {
  const parts = await Promise.all(TYPES.map(async ([type, size]) => chunk(type, await png(size))));
  return chunk('icns', Buffer.concat(parts));
}

function chunk(type: string, content: Buffer): Buffer {
  const header = Buffer.alloc(HEADER);
  header.write(type, 'latin1');
  header.writeUInt32BE(HEADER + content.length, 4);
  return Buffer.concat([header, content]);
}
