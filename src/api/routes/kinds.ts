import { z } from 'zod';
import {
  KindCountListSchema,
  KindListSchema,
  RecordDetailSchema,
  RecordPageSchema,
  RecordQuerySchema,
  RecordsQuerySchema,
} from '../../contract/kinds.ts';
import { getRecord, listKindCounts, listKinds, listRecords, listRecordsOf } from '../../views/index.ts';
import { resource, resources } from '../resource.ts';
import { BackupParams } from './params.ts';

const KindParams = BackupParams.extend({ kind: z.string().min(1).max(100).describe('Id of a kind.') });

const RecordParams = KindParams.extend({
  key: z.string().min(1).max(2000).describe('Key of the record, from the list.'),
});

/** Record kinds, and the records of any kind. */
export const kindRoutes = resources(
  'records',
  resource({
    path: '/kinds',
    operationId: 'listKinds',
    summary: 'List the record kinds',
    description: 'Names, columns and screens; the same for all backups.',
    answer: KindListSchema.describe('All of them, on one page.'),
    isConstant: true,
    read: async () => listKinds(),
  }),
  resource({
    path: '/backups/:id/kinds',
    operationId: 'listKindCounts',
    summary: 'Count the records of each kind',
    description: 'All kinds, with `outcome` and `reason` if records are missing.',
    params: BackupParams,
    answer: KindCountListSchema.describe('All of them, on one page.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, { id }) => listKindCounts(app.views, id),
  }),
  resource({
    path: '/backups/:id/kinds/:kind/records',
    operationId: 'listRecords',
    summary: 'List the records of a kind',
    description:
      'In the order of the kind, or by a sortable column. If the filter is not on the sort column, at most 20,000 records ' +
      'are scanned per page: a page may have few or no items and still a `next` cursor.',
    params: KindParams,
    query: RecordsQuerySchema,
    answer: RecordPageSchema.describe('A page.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND', 'LIMIT_EXCEEDED'],
    read: (app, { id, kind }, { person, ...query }) =>
      person === undefined
        ? listRecords(app.views, id, kind, query)
        : listRecordsOf(app.views, id, kind, person, query),
  }),
  resource({
    path: '/backups/:id/kinds/:kind/records/:key',
    operationId: 'getRecord',
    summary: 'Show one record of a kind',
    params: RecordParams,
    query: RecordQuerySchema,
    answer: RecordDetailSchema.describe('The record.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND'],
    read: (app, { id, kind, key }, query) => getRecord(app.views, id, kind, key, query),
  }),
);
