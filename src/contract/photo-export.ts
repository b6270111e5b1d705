import { z } from 'zod';
import { PhotoDayRuleSchema, PhotoFilterSchema } from './photos.ts';

/** Folders of exported photos by name, as templates. */
export const PHOTO_FOLDERS = {
  none: '{filename}',
  year: '{year}/{filename}',
  month: '{year}/{month}/{filename}',
  day: '{year}/{month}/{day}/{filename}',
  album: '{folder}/{album}/{filename}',
} as const;

/** Which photos are exported, and how. */
export const PhotoExportSchema = z.object({
  filter: PhotoFilterSchema.omit({ from: true, to: true })
    .extend({
      ...PhotoDayRuleSchema.shape,
      starred: z.boolean().optional().describe('True: only photos with a star; false: all others.'),
      favourite: z.boolean().optional(),
      screenshots: z.boolean().optional(),
      library: z.boolean().optional().describe('True: only photos shown in the library.'),
      ownZone: z.boolean().optional().describe('True: days are those of the place where a photo was taken.'),
    })
    .optional()
    .describe('Only these photos. Does not go with `keys` or `query`.'),
  versions: z
    .enum(['original', 'edited', 'both'])
    .default('both')
    .describe('The picture as it was taken, as it looks now, or both where it was edited.'),
  folders: z
    .string()
    .min(1)
    .max(200)
    .default('month')
    .describe(
      `Folders in the export: ${Object.keys(PHOTO_FOLDERS).join(', ')}; or a template with {year}, {month}, {day}, ` +
        '{album}, {folder} (of the album), {kind} and {filename}, like `{year}/{album}/{filename}`. With {album}, a ' +
        'photo is in the folder of each of its albums.',
    ),
  sidecars: z
    .array(z.enum(['xmp', 'json']))
    .max(2)
    .default([])
    .describe('Files with title, caption, keywords, people, place and albums beside each photo.'),
  embed: z
    .boolean()
    .optional()
    .describe(
      'True: what XMP sidecars say is written into JPEG files. Other pictures, and those whose own XMP would lose ' +
        'something, have it beside them.',
    ),
  quality: z.number().int().min(1).max(100).default(90).describe('Quality of the JPEGs of the format `jpeg`.'),
});
/** Which photos are exported, and how. */
export type PhotoExport = z.infer<typeof PhotoExportSchema>;
