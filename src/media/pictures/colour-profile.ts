/** Bytes of a profile that fit into one JPEG segment (65,535 minus length, name and numbers). */
const SEGMENT_BYTES = 65_519;
const JPEG_START = Buffer.from([0xff, 0xd8]);
const ICC_NAME = Buffer.from('ICC_PROFILE\0');

/**
 * Adds an ICC profile to a JPEG whose pixels are already in that colour space (ICC.1:2010 B.4), so that browsers show
 * the photo's colours. Profiles too large for a JPEG are omitted.
 */
export function jpegWithProfile(jpeg: Uint8Array, profile: Uint8Array): Buffer {
  const count = Math.ceil(profile.length / SEGMENT_BYTES);
  if (count === 0 || count > 255) return Buffer.from(jpeg);
  const segments = Array.from({ length: count }, (_, index) => {
    const part = profile.subarray(index * SEGMENT_BYTES, (index + 1) * SEGMENT_BYTES);
    const head = Buffer.from([0xff, 0xe2, 0, 0]);
    head.writeUInt16BE(2 + ICC_NAME.length + 2 + part.length, 2);
    return Buffer.concat([head, ICC_NAME, Buffer.from([index + 1, count]), part]);
  });
  return Buffer.concat([JPEG_START, ...segments, jpeg.subarray(JPEG_START.length)]);
}

const FLAG_ICC = 0x20;
const FLAG_ALPHA = 0x10;
const CHUNK_HEADER_BYTES = 8;
const RIFF_HEADER_BYTES = 12;

/**
 * The same for a WebP with one image (RFC 9649): a simple file becomes an extended one. `width` and `height` in pixels.
 */
export function webpWithProfile(
  webp: Uint8Array,
  profile: Uint8Array,
  { width, height, hasAlpha }: { readonly width: number; readonly height: number; readonly hasAlpha: boolean },
): Buffer {
  const chunks = Buffer.from(webp.buffer, webp.byteOffset, webp.byteLength).subarray(RIFF_HEADER_BYTES);
  const header = Buffer.alloc(10);
  header.writeUInt8(FLAG_ICC | (hasAlpha ? FLAG_ALPHA : 0), 0);
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  // An extended file (sharp writes one for alpha) has its own header, which is replaced.
  const isExtended = chunks.toString('latin1', 0, 4) === 'VP8X';
  const images = isExtended ? chunks.subarray(CHUNK_HEADER_BYTES + header.length) : chunks;
  const body = Buffer.concat([Buffer.from('WEBP'), chunk('VP8X', header), chunk('ICCP', profile), images]);
  return chunk('RIFF', body);
}

function chunk(name: string, contents: Uint8Array): Buffer {
  const head = Buffer.alloc(CHUNK_HEADER_BYTES);
  head.write(name, 'latin1');
  head.writeUInt32LE(contents.length, 4);
  return Buffer.concat([head, contents, Buffer.alloc(contents.length % 2)]);
}
