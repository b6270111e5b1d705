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
  key: z.string().min(1).max(2000).describe('Key of the row, from the list.'),
});

const views = resources(
  'tables',
  resource({
    path: '/backups/:id/tables',
    operationId: 'listTables',
    summary: 'List the tables of the index',
    description: 'Tables of all artifacts, with `outcome` if rows are missing.',
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
      'By key or by a sortable column. If the filter is not on the sort column, at most 20,000 rows are scanned per page: ' +
      'a page may have few or no items and still a `next` cursor.',
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

/** The rows of all tables, and the sources of records. */
export const tableRoutes: Routes = (context) => async (server) => {
  const { app } = context;
  const tags = ['tables'];
  await server.register(views(context));

  server.get(
    '/backups/:id/records/:table/:key/source',
    {
      schema: {
        operationId: 'getRecordSource',
        summary: 'Show the source of a record',
        description:
          'For citations: the database in the backup with its SHA-256, table and key, or the whole file. With `raw`, also the ' +
          'raw row, for which an encrypted backup has to be unlocked.',
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
