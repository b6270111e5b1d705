import { writePng } from '../encoders/images.ts';

const SIZE = 96;
const FRAMES = 8;

/** A lemon with sunglasses, as a small picture in a line of text. */
export function drawEmoji(): Buffer {
  return writePng(SIZE, SIZE, (x, y) => {
    const [u, v] = [(x - SIZE / 2) / (SIZE / 2), (y - SIZE / 2) / (SIZE / 2)];
    const tip = Math.abs(v) < 0.16 && Math.abs(u) < 0.94;
    const body = (u / 0.8) ** 2 + (v / 0.64) ** 2 < 1 || tip;
    const glasses =
      (Math.abs(Math.abs(u) - 0.3) < 0.23 && Math.abs(v + 0.12) < 0.16) ||
      (Math.abs(v + 0.2) < 0.05 && Math.abs(u) < 0.6);
    const smile = Math.abs(v - 0.34 + u * u * 0.9) < 0.05 && Math.abs(u) < 0.34;
    if (body && (glasses || smile)) return [40, 36, 44];
    return body ? [250, Math.round(214 - 40 * v), Math.round(60 + 40 * u)] : [255, 255, 255];
  });
}

/** A sun whose rays turn, as an animated GIF (GIF89a) with uncompressed codes. */
export function writeGif(): Buffer {
  const size = 64;
  const head = Buffer.from('GIF89a\0\0\0\0\x91\0\0', 'latin1');
  head.writeUInt16LE(size, 6);
  head.writeUInt16LE(size, 8);
  const palette = Buffer.from([255, 255, 255, 250, 190, 30, 255, 224, 110, 230, 120, 30]);
  const forever = Buffer.from('\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0', 'latin1');
  const frames = Array.from({ length: FRAMES }, (_, frame) => {
    const control = Buffer.from([0x21, 0xf9, 4, 0x09, 10, 0, 0, 0]);
    const image = Buffer.from([0x2c, 0, 0, 0, 0, size, 0, size, 0, 0, 2]);
    const pixels = Array.from({ length: size * size }, (_unused, index) =>
      sun(index % size, Math.floor(index / size), size, frame),
    );
    return Buffer.concat([control, image, gifCodes(pixels)]);
  });
  return Buffer.concat([head, palette, forever, ...frames, Buffer.from([0x3b])]);
}

function sun(x: number, y: number, size: number, frame: number): number {
  const [u, v] = [x - size / 2 + 0.5, y - size / 2 + 0.5];
  const distance = Math.hypot(u, v) / (size / 2);
  const ray = Math.cos(Math.atan2(v, u) * 8 + (frame / FRAMES) * 2 * Math.PI);
  if (distance < 0.5) return distance < 0.42 ? 2 : 3;
  return distance < 0.66 + 0.28 * Math.max(0, ray) && ray > 0.1 ? 1 : 0;
}

/** Pixels of two bits as codes of three, with a clear code before the table would grow. */
function gifCodes(pixels: readonly number[]): Buffer {
  const [CLEAR, END] = [4, 5];
  const codes = pixels.flatMap((pixel, index) => (index % 2 === 0 ? [CLEAR, pixel] : [pixel]));
  codes.push(END);
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const code of codes) {
    held |= code << bits;
    bits += 3;
    while (bits >= 8) {
      bytes.push(held & 255);
      held >>= 8;
      bits -= 8;
    }
  }
  bytes.push(held & 255);
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.slice(at, at + 255);
    blocks.push(Buffer.from([block.length, ...block]));
  }
  return Buffer.concat([...blocks, Buffer.from([0])]);
}
