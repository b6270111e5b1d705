import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

/**
 * The part of libheif's C API that we use, as exported by its WebAssembly build. Pointers are numbers, and functions
 * that return a `heif_error` take the address for it as their first argument. (https://github.com/strukturag/libheif,
 * heif.h)
 */
export interface Libheif {
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _heif_context_alloc(): number;
  _heif_context_free(context: number): void;
  /** Maximum width and height, as the side of a square. */
  _heif_context_set_maximum_image_size_limit(context: number, side: number): void;
  _heif_context_read_from_memory(error: number, context: number, bytes: number, length: number, options: 0): void;
  _heif_context_get_primary_image_handle(error: number, context: number, out: number): void;
  _heif_image_handle_get_list_of_thumbnail_IDs(handle: number, ids: number, count: number): number;
  _heif_image_handle_get_thumbnail(error: number, handle: number, id: number, out: number): void;
  _heif_image_handle_release(handle: number): void;
  _heif_image_handle_get_width(handle: number): number;
  _heif_image_handle_get_height(handle: number): number;
  _heif_image_handle_has_alpha_channel(handle: number): number;
  _heif_image_handle_get_raw_color_profile_size(handle: number): number;
  _heif_image_handle_get_raw_color_profile(error: number, handle: number, out: number): void;
  /** `filter` is the address of a type, ending with a zero. */
  _heif_image_handle_get_list_of_metadata_block_IDs(handle: number, filter: number, ids: number, count: number): number;
  _heif_image_handle_get_metadata_size(handle: number, id: number): number;
  _heif_image_handle_get_metadata(error: number, handle: number, id: number, out: number): void;
  _heif_decode_image(error: number, handle: number, out: number, space: number, chroma: number, options: 0): void;
  _heif_image_release(image: number): void;
  _heif_image_get_width(image: number, channel: number): number;
  _heif_image_get_height(image: number, channel: number): number;
  _heif_image_get_plane_readonly(image: number, channel: number, stride: number): number;
}

// A CommonJS module whose types belong to another entry point.
const require = createRequire(import.meta.url);
let loaded: Libheif | null = null;

/** Loads libheif on first use, because compiling it takes tens of milliseconds. */
export function libheif(): Libheif {
  if (loaded !== null) return loaded;
  const start = require('libheif-js/libheif-wasm/libheif.js') as (options: { readonly wasmBinary: Buffer }) => Libheif;
  loaded = start({
    wasmBinary: readProgram(join(dirname(require.resolve('libheif-js/libheif-wasm/libheif.js')), 'libheif.wasm')),
  });
  return loaded;
}

/** The archives for people without Node have it compressed. */
function readProgram(path: string): Buffer {
  return existsSync(path) ? readFileSync(path) : zstdDecompressSync(readFileSync(`${path}.zst`));
}
