import { type LayoutDay, MAX_PAGE, type PhotoChunk } from '../../api/photos.ts';

/** Photos per request, unless a day has more. Small requests show the first photos sooner. */
const CHUNK = 100;

/** Divides a layout into requests: several days, or a page of a large day. */
export function chunksOf(days: readonly LayoutDay[]): readonly PhotoChunk[] {
  const chunks: PhotoChunk[] = [];
  let first = 0;
  // True if the last chunk can take more days.
  let isOpen = false;
  for (const { day, newest, oldest, count, isAlbum } of days) {
    const last = chunks.at(-1);
    if (day === null || count > CHUNK) {
      for (let page = 0; page * MAX_PAGE < count; page++) {
        const before = page * MAX_PAGE;
        const size = Math.min(count - before, MAX_PAGE);
        chunks.push({
          first: first + before,
          count: size,
          newest: day === null ? null : newest,
          oldest,
          fromDay: day,
          toDay: day,
          page,
          ...(isAlbum === undefined ? {} : { isAlbum }),
        });
      }
      isOpen = false;
    } else if (isOpen && last !== undefined && last.count + count <= CHUNK && newest < last.oldest) {
      // Days in several time zones can overlap; a request has its photos in the order of time.
      chunks[chunks.length - 1] = { ...last, count: last.count + count, oldest, fromDay: day };
    } else {
      chunks.push({ first, count, newest, oldest, fromDay: day, toDay: day, page: 0 });
      isOpen = true;
    }
    first += count;
  }
  return chunks;
}
