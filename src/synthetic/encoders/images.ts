import { crc32, deflateSync } from 'node:zlib';

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** Function that returns red, green and blue (0–255) of the pixel at (x, y). */
export type Painter = (x: number, y: number) => readonly [red: number, green: number, blue: number];

/** Writes an 8-bit RGB PNG. */
export function writePng(width: number, height: number, paint: Painter): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = 2;
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(paint(x, y), y * (1 + width * 3) + 1 + x * 3);
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', new Uint8Array()),
  ]);
}

/** A diagonal gradient for icons, photos and portraits; `hue` is 0–359. */
export function gradient(hue: number, size: number): Painter {
  const channel = (shift: number, light: number): number =>
    Math.round(light * (0.55 + 0.45 * Math.cos(((hue + shift) * Math.PI) / 180)));
  return (x, y) => {
    const light = 90 + Math.round((165 * (x + y)) / (2 * size));
    return [channel(0, light), channel(-120, light), channel(120, light)];
  };
}
