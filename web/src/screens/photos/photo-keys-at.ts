import type { QueryClient } from '@tanstack/react-query';
import { type PhotoFilter, type PhotoLayout, photoChunkQuery } from '../../api/photos.ts';
import type { PhotoDayRule } from '../../format/photo-zone.ts';
import { chunksOf } from './chunks.ts';

/** The keys of photos at these indices of the layout, of which most are not loaded. */
export async function photoKeysAt(
  client: QueryClient,
  backup: string,
  filter: PhotoFilter,
  rule: PhotoDayRule,
  { days }: PhotoLayout,
  chosen: ReadonlySet<number>,
): Promise<string[]> {
  const keys: string[] = [];
  for (const chunk of chunksOf(days)) {
    const wanted = Array.from({ length: chunk.count }, (_, offset) => offset).filter((offset) =>
      chosen.has(chunk.first + offset),
    );
    if (wanted.length === 0) continue;
    const { items } = await client.ensureQueryData(photoChunkQuery(client, backup, filter, rule, chunk));
    keys.push(...wanted.flatMap((offset) => items[offset]?.key ?? []));
  }
  return keys;
}
