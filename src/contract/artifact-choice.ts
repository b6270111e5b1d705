import { z } from 'zod';
import { AreaSchema } from './kinds.ts';

const Names = z.array(z.string().max(100)).max(1_000).describe('Ids of artifacts and areas.');

/** Body of `POST /backups/{id}/index`. */
export const StartIndexSchema = z.strictObject({
  choice: z
    .discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('all') }),
      z.strictObject({ mode: z.enum(['only', 'without', 'add']), names: Names }),
    ])
    .optional()
    .describe(
      'What this run and later ones read. `without` includes what later versions can read, `only` does not; `add` adds to ' +
        'what was chosen before. If absent, what was chosen before; everything at first.',
    ),
});
/** Body of `POST /backups/{id}/index`. */
export type StartIndexBody = z.infer<typeof StartIndexSchema>;

/** One artifact that can be read or left out. */
export const ArtifactChoiceSchema = z.object({
  artifact: z.string(),
  title: z.string().describe('In English; other languages are in `GET /kinds`.'),
  area: AreaSchema,
  privacy: z.enum(['P0', 'P1', 'P2', 'P3']).describe('That of its most sensitive kind.'),
  isChosen: z.boolean(),
  isThere: z.boolean().describe('The backup has files for it.'),
  bytes: z.number().int().nullable().describe('Size of the stores that are read for it; null if there are none.'),
  records: z.number().int().nullable().describe('Records of the last index; null if it was not read yet.'),
});
/** One artifact that can be read or left out. */
export type ArtifactChoiceView = z.infer<typeof ArtifactChoiceSchema>;

/** `GET /backups/{id}/index/choices` */
export const ArtifactChoiceListSchema = z.object({ items: z.array(ArtifactChoiceSchema), next: z.null() });
