import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Page } from '../../../src/contract/common.ts';
import type { DownloadSchema, NamedFile } from '../../../src/contract/export.ts';
import type { PhotoSummaryView } from '../../../src/contract/photos.ts';
import type { PhotoDayRule } from '../format/photo-zone.ts';
import { backupPath, request, withQuery } from './client.ts';
import { savedName } from './photo-files.ts';
import { type LayoutDay, MAX_PAGE, type PhotoFilter, photosPath } from './photos.ts';
import { save } from './save.ts';

/** Result of downloading the photos of a day. */
export interface SavedDay {
  readonly day: string | null;
  /** Photos of which the backup has a file. */
  readonly saved: number;
  readonly total: number;
}

/**
 * Downloads the photos of a day as a ZIP: originals if the backup has them, edits, and the videos of Live Photos;
 * otherwise the best available file. Asks for the password first if necessary.
 */
export function useSaveDay(backup: string, filter: PhotoFilter, rule: PhotoDayRule) {
  return useMutation({
    mutationFn: async ({ day, oldest, newest }: LayoutDay): Promise<SavedDay & { readonly url: string | null }> => {
      const photos: PhotoSummaryView[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const query = {
          ...filter,
          from: oldest,
          to: newest + 1,
          fromDay: day,
          toDay: day,
          ...rule,
          limit: MAX_PAGE,
          cursor,
        };
        const page: Page<PhotoSummaryView> = await request(withQuery(photosPath(backup), query));
        photos.push(...page.items);
        cursor = page.next;
      }
      const files = photos.map((photo) => filesToSave(photo, day ?? ''));
      const told = { day, saved: files.filter(({ length }) => length > 0).length, total: photos.length };
      if (told.saved === 0) return { ...told, url: null };
      const archive = { files: files.flat() };
      const path = backupPath(backup, 'downloads');
      const { url } = await request<z.infer<typeof DownloadSchema>>(path, { method: 'POST', body: { archive } });
      return { ...told, url };
    },
    onSuccess: ({ url }) => {
      if (url !== null) save(url);
    },
  });
}

/**
 * Files of a photo with their original names, since files from iCloud have other names. If only iCloud has the picture,
 * the thumbnail.
 */
function filesToSave(photo: PhotoSummaryView, folder: string): readonly NamedFile[] {
  const { files, shown } = photo;
  const { original, edited } = files;
  const whole = (['original', 'edited', 'liveVideo'] as const).flatMap((part) => {
    const file = files[part];
    if (file?.state !== 'present' || file.fileID === null) return [];
    return [{ file: file.fileID, folder, name: savedName(photo, part) }];
  });
  const hasPicture = [original, edited].some((file) => file?.state === 'present');
  return hasPicture || shown === null
    ? whole
    : [{ file: shown.fileID, folder, name: savedName(photo, 'thumbnail') }, ...whole];
}
