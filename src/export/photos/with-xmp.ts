import { withXmp, type XmpJpeg } from '../../media/index.ts';
import { isReplaceable } from './replaceable-xmp.ts';

/**
 * Writes an XMP packet into a file. It stays as it is if it is no JPEG, the packet is too large for it, or its own would
 * lose something.
 */
export function withXmpOf(contents: AsyncIterable<Uint8Array>, xmp: string): Promise<XmpJpeg> {
  return withXmp(contents, xmp, (existing) => isReplaceable(existing, xmp));
}
