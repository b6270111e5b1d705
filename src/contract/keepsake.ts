import { z } from 'zod';

/** Maximum number of chosen kinds and chats. */
const MAX_CHOSEN = 1000;

/** What a keepsake contains. */
export const KeepsakeOptionsSchema = z.object({
  include: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(MAX_CHOSEN)
    .optional()
    .describe('Names of `GET /exports`: chats of an app, photos, notes, kinds of records. Default: everything.'),
  chats: z
    .array(z.object({ app: z.string().min(1).max(100), key: z.string().min(1).max(200) }))
    .min(1)
    .max(MAX_CHOSEN)
    .optional()
    .describe('Only these chats. `app` is the name of their export: `conversations`, `whatsapp` … Default: all.'),
  pictures: z
    .enum(['thumbnails', 'pictures', 'originals'])
    .default('pictures')
    .describe(
      'With `files`: the photos as thumbnails only; as JPEGs of up to 2048 pixels, too, with the videos; or with the originals.',
    ),
});
/** What a keepsake contains. */
export type KeepsakeOptions = z.infer<typeof KeepsakeOptionsSchema>;
