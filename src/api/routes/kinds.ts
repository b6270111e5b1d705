import { z } from 'zod';
import {
  KindCountListSchema,
  KindListSchema,
  RecordDetailSchema,
  RecordPageSchema,
  RecordQuerySchema,
  RecordsQuerySchema,
} from '../../contract/kinds.ts';
import { getRecord, listKindCounts, listKinds, listRecords } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { defined } from '../defined.ts';
import { answers } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
import { BackupParams } from './params.ts';

const KindParams = BackupParams.extend({ kind: z.string().min(1).max(100).describe('Id of a kind.') });

const RecordParams = KindParams.extend({
  key: z.string().min(1).max(2000).describe('Key of the record, as the list gives it.'),
});

/** Kinds of records, and the records of any kind. */
export const kindRoutes: Routes =
  ({ app }) =>
  async (server) => {
    const tags = ['records'];

    server.get(
      '/kinds',
      {
        schema: {
          operationId: 'listKinds',
          summary: 'List the kinds of records',
          description:
            'What each is called, what its columns mean, and which screen shows it; the same for every backup.',
          tags,
          security: TOKEN,
          response: answers({ 200: KindListSchema.describe('All of them, on one page.') }),
        },
      },
      async () => listKinds(),
    );

    server.get(
      '/backups/:id/kinds',
      {
        schema: {
          operationId: 'listKindCounts',
          summary: 'Count the records of each kind',
          description: 'Of every kind, whether or not this backup has it: `outcome` and `reason` tell.',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers({ 200: KindCountListSchema.describe('All of them, on one page.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      ({ params: { id } }) => listKindCounts(app.views, id),
    );

    server.get(
      '/backups/:id/kinds/:kind/records',
      {
        schema: {
          operationId: 'listRecords',
          summary: 'List the records of a kind',
          description:
            'In the order of the kind, or by a sortable column. Where the filter is about another column than the one sorted ' +
            'by, a page looks at no more than 20,000 records: it may have few items or none, and `next` goes on.',
          tags,
          security: TOKEN,
          params: KindParams,
          querystring: RecordsQuerySchema,
          response: answers({ 200: RecordPageSchema.describe('A page.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, kind }, query }) => listRecords(app.views, id, kind, defined(query)),
    );

    server.get(
      '/backups/:id/kinds/:kind/records/:key',
      {
        schema: {
          operationId: 'getRecord',
          summary: 'Show one record of a kind',
          tags,
          security: TOKEN,
          params: RecordParams,
          querystring: RecordQuerySchema,
          response: answers({ 200: RecordDetailSchema.describe('The record.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, kind, key }, query }) => getRecord(app.views, id, kind, key, defined(query)),
    );
  };
