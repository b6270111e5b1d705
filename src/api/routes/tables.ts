import { z } from 'zod';
import { pageOf } from '../../contract/common.ts';
import {
  RecordSourceQuerySchema,
  RecordSourceSchema,
  TableRowDetailSchema,
  TableRowPageSchema,
  TableRowQuerySchema,
  TableRowsQuerySchema,
  TableSchema,
} from '../../contract/tables.ts';
import { getRecordSource, getTableRow, listTableRows, listTables } from '../../views/index.ts';
import { openBackup } from '../auth/backup-access.ts';
import type { Routes } from '../context.ts';
import { answers, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN_AND_SESSION } from '../openapi/security.ts';
import { resource, resources } from '../resource.ts';
import { BackupParams } from './params.ts';

const TableParams = BackupParams.extend({ table: z.string().min(1).max(100).describe('Name of a table.') });

const RowParams = TableParams.extend({
  key: z.string().min(1).max(2000).describe('Key of the row, as the list gives it.'),
});

const views = resources(
  'tables',
  resource({
    path: '/backups/:id/tables',
    operationId: 'listTables',
    summary: 'List the tables of the index',
    description: 'Of every artifact, whether or not this backup has it: `outcome` tells.',
    params: BackupParams,
    answer: pageOf(TableSchema).describe('All of them, on one page.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, { id }) => listTables(app.views, id),
  }),
  resource({
    path: '/backups/:id/tables/:table/rows',
    operationId: 'listTableRows',
    summary: 'List the rows of a table',
    description:
      'By the key or a sortable column. Where the filter is about another column than the one sorted by, a page looks at ' +
      'no more than 20,000 rows: it may have few items or none, and `next` goes on.',
    params: TableParams,
    query: TableRowsQuerySchema,
    answer: TableRowPageSchema.describe('A page.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND'],
    read: (app, { id, table }, query) => listTableRows(app.views, id, table, query),
  }),
  resource({
    path: '/backups/:id/tables/:table/rows/:key',
    operationId: 'getTableRow',
    summary: 'Show one row of a table',
    params: RowParams,
    query: TableRowQuerySchema,
    answer: TableRowDetailSchema.describe('The row.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND'],
    read: (app, { id, table, key }, query) => getTableRow(app.views, id, table, key, query),
  }),
);

/** Every table of every artifact, row by row, and where each row came from. */
export const tableRoutes: Routes = (context) => async (server) => {
  const { app } = context;
  const tags = ['tables'];
  await server.register(views(context));

  server.get(
    '/backups/:id/records/:table/:key/source',
    {
      schema: {
        operationId: 'getRecordSource',
        summary: 'Show where a record came from',
        description:
          'The database in the backup, its SHA-256, the table and the key there, or the file itself: what a citation ' +
          'needs. With `raw` also the row itself, read from the backup; for that an encrypted one has to be unlocked.',
        tags,
        security: TOKEN_AND_SESSION,
        params: RowParams,
        querystring: RecordSourceQuerySchema,
        response: answers(
          { 200: RecordSourceSchema.describe('The source.') },
          'NOT_FOUND',
          'PAYLOAD_MISSING',
          'UNSUPPORTED_SCHEMA',
          'MALFORMED_DATABASE',
          ...OPENING_ERRORS,
        ),
      },
    },
    async (request) => {
      const { id, table, key } = request.params;
      const source = await getRecordSource(app.views, id, table, key);
      if (request.query.raw !== true) return source;
      const handle = await openBackup(app, request, id);
      const rows = [];
      for (const row of source.rows) {
        rows.push(row.tables.length === 0 ? row : { ...row, raw: await handle.readRow(row.file, row) });
      }
      return { ...source, rows };
    },
  );
};
