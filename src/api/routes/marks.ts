import { z } from 'zod';
import {
  MarkChangeSchema,
  MarkedPageSchema,
  MarkedQuerySchema,
  MarkListSchema,
  MarkSchema,
  MarksChangeSchema,
} from '../../contract/marks.ts';
import { listMarkedRecords, listMarks, requireRecords } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { answers, BODY_ERRORS } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { resource, resources } from '../resource.ts';
import { BackupParams } from './params.ts';

const MarkParams = BackupParams.extend({
  kind: z.string().min(1).max(100).describe('Id of a kind.'),
  key: z.string().min(1).max(2000).describe('Key of the record.'),
});

/** A record without a mark. */
const NONE = { starred: false, tags: [], note: null, createdAt: 0, updatedAt: 0 };

const views = resources(
  'marks',
  resource({
    path: '/backups/:id/marks',
    operationId: 'listMarks',
    summary: 'List the marks of a backup, and its tags',
    params: BackupParams,
    answer: MarkListSchema.describe('All of them, on one page.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, { id }) => listMarks(app.views, id),
  }),
  resource({
    path: '/backups/:id/marked',
    operationId: 'listMarked',
    summary: 'List the marked records',
    description: 'As hits, with their marks; the last marked first.',
    params: BackupParams,
    query: MarkedQuerySchema,
    answer: MarkedPageSchema.describe('A page.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, { id }, query) => listMarkedRecords(app.views, id, query),
  }),
  resource({
    path: '/backups/:id/marks/:kind/:key',
    operationId: 'getMark',
    summary: 'Show the star, tags and note of a record',
    params: MarkParams,
    answer: MarkSchema.describe('The mark; one without a mark has no star, tags or note.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: async (app, { id, kind, key }) =>
      withTags((await app.store.marks.get(id, { kind, key })) ?? { kind, key, ...NONE }),
  }),
);

/** Stars, tags and notes on records. */
export const markRoutes: Routes = (context) => async (server) => {
  const { app } = context;
  const tags = ['marks'];
  await server.register(views(context));

  server.patch(
    '/backups/:id/marks/:kind/:key',
    {
      schema: {
        operationId: 'markRecord',
        summary: 'Change the star, tags or note of a record',
        description:
          'Marks are kept by kind and key: they outlive a new index and the removal of the index. Removing the backup ' +
          'removes them. The backup itself is not changed.',
        tags,
        security: TOKEN,
        params: MarkParams,
        body: MarkChangeSchema,
        response: answers(
          { 200: MarkSchema.describe('The mark.') },
          'BACKUP_NOT_FOUND',
          'NOT_FOUND',
          'LIMIT_EXCEEDED',
          ...BODY_ERRORS,
        ),
      },
    },
    async ({ params: { id, kind, key }, body }) => {
      // Of a record that is not in the index any more, a mark can still be changed or removed.
      if ((await app.store.marks.get(id, { kind, key })) === null) await requireRecords(app.views, id, [{ kind, key }]);
      const [mark] = await app.store.marks.change(id, [{ kind, key }], body);
      return withTags(mark ?? { kind, key, ...NONE });
    },
  );

  server.post(
    '/backups/:id/marks',
    {
      schema: {
        operationId: 'markRecords',
        summary: 'Change the star, tags or note of many records',
        tags,
        security: TOKEN,
        params: BackupParams,
        body: MarksChangeSchema,
        response: answers(
          { 200: MarkListSchema.describe('All marks of the backup.') },
          'BACKUP_NOT_FOUND',
          'NOT_FOUND',
          'LIMIT_EXCEEDED',
          ...BODY_ERRORS,
        ),
      },
    },
    async ({ params: { id }, body: { records, ...change } }) => {
      await requireRecords(app.views, id, records);
      await app.store.marks.change(id, records, change);
      return listMarks(app.views, id);
    },
  );
};

function withTags<T extends { readonly tags: readonly string[] }>(mark: T): Omit<T, 'tags'> & { tags: string[] } {
  return { ...mark, tags: [...mark.tags] };
}
