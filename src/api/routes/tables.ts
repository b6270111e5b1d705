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
import { defined } from '../defined.ts';
import { answers, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN, TOKEN_AND_SESSION } from '../openapi/security.ts';
import { BackupParams } from './params.ts';

const TableParams = BackupParams.extend({ table: z.string().min(1).max(100).describe('Name of a table.') });

const RowParams = TableParams.extend({
  key: z.string().min(1).max(2000).describe('Key of the row, as the list gives it.'),
});

/** Every table of every artifact, row by row, and where each row came from. */
export const tableRoutes: Routes =
  ({ app }) =>
  async (server) => {
    const tags = ['tables'];

    server.get(
      '/backups/:id/tables',
      {
        schema: {
          operationId: 'listTables',
          summary: 'List the tables of the index',
          description: 'Of every artifact, whether or not this backup has it: `outcome` tells.',
          tags,
          security: TOKEN,
          params: BackupParams,
          response: answers({ 200: pageOf(TableSchema).describe('All of them, on one page.') }, 'BACKUP_NOT_FOUND'),
        },
      },
      ({ params: { id } }) => listTables(app.views, id),
    );

    server.get(
      '/backups/:id/tables/:table/rows',
      {
        schema: {
          operationId: 'listTableRows',
          summary: 'List the rows of a table',
          description:
            'By the key or a sortable column. Where the filter is about another column than the one sorted by, a page looks at ' +
            'no more than 20,000 rows: it may have few items or none, and `next` goes on.',
          tags,
          security: TOKEN,
          params: TableParams,
          querystring: TableRowsQuerySchema,
          response: answers({ 200: TableRowPageSchema.describe('A page.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, table }, query }) => listTableRows(app.views, id, table, defined(query)),
    );

    server.get(
      '/backups/:id/tables/:table/rows/:key',
      {
        schema: {
          operationId: 'getTableRow',
          summary: 'Show one row of a table',
          tags,
          security: TOKEN,
          params: RowParams,
          querystring: TableRowQuerySchema,
          response: answers({ 200: TableRowDetailSchema.describe('The row.') }, 'BACKUP_NOT_FOUND', 'NOT_FOUND'),
        },
      },
      ({ params: { id, table, key }, query }) => getTableRow(app.views, id, table, key, defined(query)),
    );

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
