/* oxlint-disable no-underscore-dangle -- the names that C functions have in the WebAssembly build */
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { type Libheif, libheif } from './libheif.ts';
import { MAX_PIXELS } from './limits.ts';

/** Pixels in contiguous rows, eight bits per channel. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  /** The ICC profile (Display P3 on iPhones); null for sRGB. */
  readonly profile: Uint8Array | null;
  /** Exif as a TIFF structure; null for none. */
  readonly exif: Uint8Array | null;
}

const COLORSPACE_RGB = 1;
const CHROMA_RGB = 10;
const CHROMA_RGBA = 11;
const CHANNEL_INTERLEAVED = 10;
const ERROR_BYTES = 12;
/** An embedded thumbnail may be smaller than requested by this factor: 320 pixels for 384. */
const ENOUGH = 0.8;
/** A profile takes a few hundred bytes; scanner tables take at most a few hundred thousand. */
const MAX_PROFILE_BYTES = 1024 * 1024;
/** Exif with its thumbnail fits into one segment of a JPEG. */
const MAX_EXIF_BYTES = 65_536;

/**
 * Decodes the primary image of a HEIC or HEIF file, rotated and mirrored according to the file (`irot`, `imir`), with
 * ten bits reduced to eight. If `size` (longest edge) is given and an embedded thumbnail is about that large, decodes
 * the thumbnail instead, which takes a thirtieth of the time.
 * @throws MALFORMED_MEDIA, UNSUPPORTED_MEDIA (no decoder for its codec), LIMIT_EXCEEDED
 */
export function decodeHeif(bytes: Uint8Array, size: number | null): Pixels {
  return withPrimary(bytes, (heif, arena, primary) => {
    const handle = (size === null ? null : embeddedThumbnail(heif, arena, primary, size)) ?? primary;
    return {
      ...decode(heif, arena, handle),
      profile: profileOf(heif, arena, primary),
      exif: exifOf(heif, arena, primary),
    };
  });
}

/** Width and height of the primary image, upright, and its Exif. Decodes nothing. @throws like {@link decodeHeif} */
export function heifFacts(bytes: Uint8Array): Pick<Pixels, 'width' | 'height' | 'exif'> {
  return withPrimary(bytes, (heif, arena, primary) => ({
    ...sizeOf(heif, primary),
    exif: exifOf(heif, arena, primary),
  }));
}

function withPrimary<T>(bytes: Uint8Array, use: (heif: Libheif, arena: Arena, primary: number) => T): T {
  const heif = libheif();
  const arena = new Arena(heif);
  try {
    const input = arena.bytes(bytes.length);
    heif.HEAPU8.set(bytes, input);
    const context = arena.own(heif._heif_context_alloc(), (pointer) => heif._heif_context_free(pointer));
    heif._heif_context_set_maximum_image_size_limit(context, Math.floor(Math.sqrt(MAX_PIXELS)));
    arena.check((error) => heif._heif_context_read_from_memory(error, context, input, bytes.length, 0));
    const primary = arena.handle((error, out) => heif._heif_context_get_primary_image_handle(error, context, out));
    return use(heif, arena, primary);
  } finally {
    arena.release();
  }
}

function sizeOf(heif: Libheif, handle: number): Pick<Pixels, 'width' | 'height'> {
  return { width: heif._heif_image_handle_get_width(handle), height: heif._heif_image_handle_get_height(handle) };
}

function decode(heif: Libheif, arena: Arena, handle: number): Omit<Pixels, 'profile' | 'exif'> {
  const { width, height } = sizeOf(heif, handle);
  if (width * height > MAX_PIXELS) throw tooLarge(width, height);
  const channels = heif._heif_image_handle_has_alpha_channel(handle) === 1 ? 4 : 3;
  const chroma = channels === 4 ? CHROMA_RGBA : CHROMA_RGB;
  const image = arena.own(
    arena.check((error, out) => heif._heif_decode_image(error, handle, out, COLORSPACE_RGB, chroma, 0)),
    (pointer) => heif._heif_image_release(pointer),
  );
  return pixelsOf(heif, arena, image, channels);
}

/** The smallest embedded thumbnail that is large enough, or null. */
function embeddedThumbnail(heif: Libheif, arena: Arena, primary: number, size: number): number | null {
  const slots = 4;
  const ids = arena.bytes(4 * slots);
  const count = Math.min(slots, heif._heif_image_handle_get_list_of_thumbnail_IDs(primary, ids, slots));
  const found = Array.from({ length: count }, (_, index) => heif.HEAP32[ids / 4 + index] ?? 0).map((id) => {
    const handle = arena.handle((error, out) => heif._heif_image_handle_get_thumbnail(error, primary, id, out));
    const { width, height } = sizeOf(heif, handle);
    return { handle, longest: Math.max(width, height) };
  });
  const [best] = found.filter(({ longest }) => longest >= size * ENOUGH).sort((a, b) => a.longest - b.longest);
  return best?.handle ?? null;
}

function profileOf(heif: Libheif, arena: Arena, handle: number): Uint8Array | null {
  const length = heif._heif_image_handle_get_raw_color_profile_size(handle);
  if (length === 0 || length > MAX_PROFILE_BYTES) return null;
  const pointer = arena.bytes(length);
  arena.check((error) => heif._heif_image_handle_get_raw_color_profile(error, handle, pointer));
  return heif.HEAPU8.slice(pointer, pointer + length);
}

/** The first Exif block. It begins with the offset of its TIFF structure (ISO/IEC 23008-12 A.2.1). */
function exifOf(heif: Libheif, arena: Arena, handle: number): Uint8Array | null {
  const type = arena.bytes(5);
  heif.HEAPU8.set(Buffer.from('Exif\0'), type);
  const ids = arena.bytes(4);
  if (heif._heif_image_handle_get_list_of_metadata_block_IDs(handle, type, ids, 1) < 1) return null;
  const id = heif.HEAP32[ids / 4] ?? 0;
  const length = heif._heif_image_handle_get_metadata_size(handle, id);
  if (length <= 4 || length > MAX_EXIF_BYTES) return null;
  const pointer = arena.bytes(length);
  arena.check((error) => heif._heif_image_handle_get_metadata(error, handle, id, pointer));
  const block = Buffer.from(heif.HEAPU8.slice(pointer, pointer + length));
  const start = 4 + block.readUInt32BE(0);
  return start < length ? block.subarray(start) : null;
}

function pixelsOf(heif: Libheif, arena: Arena, image: number, channels: 3 | 4): Omit<Pixels, 'profile' | 'exif'> {
  const width = heif._heif_image_get_width(image, CHANNEL_INTERLEAVED);
  const height = heif._heif_image_get_height(image, CHANNEL_INTERLEAVED);
  const strideAt = arena.bytes(4);
  const plane = heif._heif_image_get_plane_readonly(image, CHANNEL_INTERLEAVED, strideAt);
  const stride = heif.HEAP32[strideAt / 4] ?? 0;
  const row = width * channels;
  if (plane === 0 || width <= 0 || height <= 0 || stride < row) throw malformed('it has no pixels');
  const data = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    data.set(heif.HEAPU8.subarray(plane + y * stride, plane + y * stride + row), y * row);
  }
  return { data, width, height, channels };
}

/** Resources allocated inside libheif by one call, released together in reverse order. */
class Arena {
  readonly #heif: Libheif;
  readonly #releases: (() => void)[] = [];
  readonly #error: number;
  readonly #out: number;

  constructor(heif: Libheif) {
    this.#heif = heif;
    this.#error = this.bytes(ERROR_BYTES);
    this.#out = this.bytes(4);
  }

  /** Allocates `length` bytes. */
  bytes(length: number): number {
    const pointer = this.#heif._malloc(length);
    if (pointer === 0) throw new DomainError('LIMIT_EXCEEDED', msg('detail.picture-out-of-memory'));
    return this.own(pointer, () => this.#heif._free(pointer));
  }

  own(pointer: number, release: (pointer: number) => void): number {
    this.#releases.push(() => release(pointer));
    return pointer;
  }

  /** Calls a function that returns an image handle. */
  handle(call: (error: number, out: number) => void): number {
    return this.own(this.check(call), (pointer) => this.#heif._heif_image_handle_release(pointer));
  }

  /** Calls a function that may fail, and returns the value it wrote to `out`. */
  check(call: (error: number, out: number) => void): number {
    call(this.#error, this.#out);
    const { HEAP32 } = this.#heif;
    const [code = 0, subcode = 0] = HEAP32.subarray(this.#error / 4, this.#error / 4 + 2);
    if (code !== 0) throw heifError(code, subcode);
    return HEAP32[this.#out / 4] ?? 0;
  }

  release(): void {
    for (const release of this.#releases.toReversed()) release();
  }
}

// heif_error_code and heif_suberror_code of heif_error.h
const UNSUPPORTED_FILETYPE = 3;
const UNSUPPORTED_FEATURE = 4;
const MEMORY_ALLOCATION = 6;
const SECURITY_LIMIT = 1000;

function heifError(code: number, subcode: number): DomainError {
  if (code === UNSUPPORTED_FILETYPE || code === UNSUPPORTED_FEATURE) {
    return new DomainError('UNSUPPORTED_MEDIA', msg('detail.heif-unsupported'), {
      details: { code, subcode },
    });
  }
  if (code === MEMORY_ALLOCATION || subcode === SECURITY_LIMIT) {
    return new DomainError('LIMIT_EXCEEDED', msg('detail.too-many-pixels', { limit: MAX_PIXELS }), {
      details: { limit: MAX_PIXELS },
    });
  }
  return malformed(`libheif error ${code}.${subcode}`);
}

function tooLarge(width: number, height: number): DomainError {
  return new DomainError('LIMIT_EXCEEDED', msg('detail.picture-dimensions', { width, height }), {
    details: { width, height, limit: MAX_PIXELS },
  });
}

function malformed(what: string): DomainError {
  return new DomainError('MALFORMED_MEDIA', msg('detail.picture-malformed-at', { problem: what }));
}
