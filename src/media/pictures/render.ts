import sharp, { type Sharp } from 'sharp';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { jpegWithProfile, webpWithProfile } from './colour-profile.ts';
import { decodeHeif, heifFacts } from './decode-heif.ts';
import { jpegWithExif } from './exif.ts';
import { MAX_PIXELS } from './limits.ts';
import { type TakenAt, takenAt } from './taken-at.ts';

/** A rendering request. */
export interface PictureOrder {
  readonly bytes: Uint8Array;
  readonly format: 'jpeg' | 'webp';
  /** Longest edge in pixels, never enlarged; null for full size. */
  readonly size: number | null;
  /** True to keep the frames of an animation, as WebP. */
  readonly isAnimated?: boolean;
  /** Quality of a JPEG, 1 to 100. */
  readonly quality?: number;
  /** True to keep Exif (time, place, camera) in a JPEG. */
  readonly keepsMetadata?: boolean;
}

/** A picture in a format that every browser supports. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly contentType: 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

const JPEG_QUALITY = 85;
const WEBP_QUALITY = 80;
/** Maximum number of frames of an animation, and of pixels of all its frames: of a longer one the first is shown. */
const MAX_FRAMES = 300;
const MAX_ANIMATED_PIXELS = 40_000_000;
/** Maximum edge of a WebP (RFC 9649 §2.2). */
const MAX_WEBP_EDGE = 16_383;

// Allow only the formats that phones take and people send, because each libvips loader increases the attack surface.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadTiff',
    'VipsForeignLoadHeif',
  ],
});
// No caching or concurrency: each picture is processed only once.
sharp.cache(false);
sharp.concurrency(1);

/** Metadata of a picture. */
export interface PictureFacts {
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly format: string;
  /** When it was taken, by its Exif; null if that does not say so. */
  readonly taken: TakenAt | null;
}

/**
 * Renders a JPEG, PNG, WebP, GIF (first frame, unless it is to be animated), TIFF, AVIF or HEIC as JPEG or WebP, upright and with its colour
 * profile. Other metadata (location, camera) is
 * removed unless it is to be kept. A truncated picture is rendered as far as possible.
 * @throws MALFORMED_MEDIA, UNSUPPORTED_MEDIA, LIMIT_EXCEEDED
 */
export async function renderPicture(order: PictureOrder): Promise<Picture> {
  if (order.bytes.length === 0) throw new DomainError('MALFORMED_MEDIA', msg('detail.picture-empty'));
  return isHeic(order.bytes) ? renderHeic(order) : renderOther(order);
}

/** Size and format of a picture. Decodes nothing. @throws like {@link renderPicture} */
export async function pictureFacts(bytes: Uint8Array): Promise<PictureFacts> {
  if (isHeic(bytes)) {
    const { width, height, exif } = heifFacts(bytes);
    return { width, height, format: 'heic', taken: exif === null ? null : takenAt(exif) };
  }
  try {
    const { autoOrient, format, exif } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, pages: 1 }).metadata();
    const taken = exif === undefined ? null : takenAt(exif);
    return { width: autoOrient.width, height: autoOrient.height, format, taken };
  } catch (error) {
    throw sharpError(error);
  }
}

async function renderHeic(order: PictureOrder): Promise<Picture> {
  const { format } = order;
  const { data, width, height, channels, profile, exif } = decodeHeif(order.bytes, order.size);
  const picture = await encode(sharp(data, { raw: { width, height, channels } }), order);
  let { bytes } = picture;
  if (profile !== null) {
    bytes =
      format === 'jpeg'
        ? jpegWithProfile(bytes, profile)
        : webpWithProfile(bytes, profile, { ...picture, hasAlpha: channels === 4 });
  }
  // Exif last: it has to be the first segment.
  const isDescribed = order.keepsMetadata === true && format === 'jpeg' && exif !== null;
  return { ...picture, bytes: isDescribed ? jpegWithExif(bytes, exif) : bytes };
}

async function renderOther(order: PictureOrder): Promise<Picture> {
  const { bytes, format, isAnimated = false } = order;
  if (isAnimated && format === 'webp' && (await isShortAnimation(bytes))) {
    const frames = sharp(bytes, { limitInputPixels: MAX_ANIMATED_PIXELS, failOn: 'none', animated: true });
    return encode(frames.keepIccProfile(), order);
  }
  const input = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'none', pages: 1 });
  const upright = input.autoOrient().keepIccProfile();
  return encode(order.keepsMetadata === true ? upright.keepExif() : upright, order);
}

/** True for several frames, within the limits. */
async function isShortAnimation(bytes: Uint8Array): Promise<boolean> {
  try {
    const { pages = 1, width, height } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, pages: 1 }).metadata();
    return pages > 1 && pages <= MAX_FRAMES && pages * width * height <= MAX_ANIMATED_PIXELS;
  } catch (error) {
    throw sharpError(error);
  }
}

async function encode(input: Sharp, { format, size, quality = JPEG_QUALITY }: PictureOrder): Promise<Picture> {
  const edge = size ?? (format === 'webp' ? MAX_WEBP_EDGE : null);
  let output = edge === null ? input : input.resize(edge, edge, { fit: 'inside', withoutEnlargement: true });
  output =
    format === 'jpeg'
      ? output.flatten({ background: '#ffffff' }).jpeg({ quality })
      : output.webp({ quality: WEBP_QUALITY, effort: 2 });
  try {
    const { data, info } = await output.toBuffer({ resolveWithObject: true });
    return { bytes: data, contentType: `image/${format}`, width: info.width, height: info.pageHeight ?? info.height };
  } catch (error) {
    throw sharpError(error);
  }
}

/** True for HEVC brands; AVIF is decoded by sharp itself. */
function isHeic(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1');
  if (!head.startsWith('ftyp', 4)) return false;
  const brands = head.slice(8);
  return /heic|heix|heim|heis|hevc|hevx|mif1|msf1/.test(brands) && !/avif|avis/.test(brands);
}

/** libvips reports the kind of an error only in its message. */
function sharpError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (/exceeds pixel limit|too large for/i.test(error.message)) {
    return new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-pixels', { limit: MAX_PIXELS }), {
      details: { limit: MAX_PIXELS },
      cause: error,
    });
  }
  if (/unsupported image format/i.test(error.message)) {
    return new DomainError('UNSUPPORTED_MEDIA', msg('detail.not-a-picture'), { cause: error });
  }
  return new DomainError('MALFORMED_MEDIA', msg('detail.picture-malformed'), { cause: error });
}
