import sharp from 'sharp';
import { orientationOf } from './orientation.ts';
import { renderPicture } from './render.ts';
import { strippedGif, strippedJpeg, strippedPng, strippedWebp } from './strip-metadata.ts';

/** A picture without metadata. */
export interface RedactedPicture {
  readonly bytes: Uint8Array;
  /** May be another one than before. */
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';
}

/** What is done with a picture: `strip` removes its metadata, `blur` also what it shows. */
export type PictureRedaction = 'strip' | 'blur';

/** Longest edge of what is left of a blurred picture, in pixels: no face and no letter is in so few. */
const BLURRED_EDGE = 8;
/** Longest edge of a blurred picture. It has no more than {@link BLURRED_EDGE} values a row. */
const SHOWN_EDGE = 640;
const JPEG_QUALITY = 92;

/**
 * A picture without Exif (place, time, camera, thumbnail, notes of the camera), XMP, IPTC, comments, and without anything
 * behind its end or beside it: depth, further pictures, films of Live Photos and Motion Photos. Its orientation and
 * colour profile are kept.
 *
 * - JPEG, PNG, WebP and GIF keep their pixels bit by bit: only the parts that show the picture are copied.
 * - HEIC, HEIF, AVIF and TIFF become an upright JPEG of their main picture.
 * - All others (BMP, SVG, camera files of other makers, PSD) cannot be stripped: null. So is what is damaged.
 *
 * A blurred picture is a JPEG made of a few dozen averages, from which the original cannot be reconstructed. Of an animation
 * it is the first frame.
 * @throws LIMIT_EXCEEDED
 */
export async function redactPicture(bytes: Uint8Array, how: PictureRedaction): Promise<RedactedPicture | null> {
  const type = typeOf(bytes);
  if (type === null) return null;
  if (how === 'blur') return { bytes: await blurred(bytes), contentType: 'image/jpeg' };
  const orientation = orientationOf(bytes);
  if (type === 'jpeg') return picture(strippedJpeg(bytes, orientation), 'image/jpeg');
  if (type === 'png') return picture(strippedPng(bytes, orientation), 'image/png');
  if (type === 'webp') return picture(strippedWebp(bytes, orientation), 'image/webp');
  if (type === 'gif') return picture(strippedGif(bytes), 'image/gif');
  const rendered = await renderPicture({ bytes, format: 'jpeg', size: null, quality: JPEG_QUALITY });
  return picture(rendered.bytes, 'image/jpeg');
}

function picture(bytes: Uint8Array | null, contentType: RedactedPicture['contentType']): RedactedPicture | null {
  return bytes === null ? null : { bytes, contentType };
}

async function blurred(bytes: Uint8Array): Promise<Uint8Array> {
  const upright = await renderPicture({ bytes, format: 'jpeg', size: SHOWN_EDGE });
  const few = await sharp(upright.bytes)
    .resize(BLURRED_EDGE, BLURRED_EDGE, { fit: 'inside', kernel: 'cubic' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = few.info;
  return sharp(few.data, { raw: { width, height, channels } })
    .resize(upright.width, upright.height, { fit: 'fill', kernel: 'cubic' })
    .jpeg({ quality: 70 })
    .toBuffer();
}

/** Types by their first bytes; null for what cannot be stripped. */
function typeOf(bytes: Uint8Array): 'jpeg' | 'png' | 'webp' | 'gif' | 'decoded' | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'webp';
  if (/^GIF8[79]a/.test(head)) return 'gif';
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'decoded';
  const isPicture = /hei[cmsx]|hev[cx]|mif1|msf1|avi[fs]/.test(head.slice(8));
  return head.startsWith('ftyp', 4) && isPicture ? 'decoded' : null;
}
