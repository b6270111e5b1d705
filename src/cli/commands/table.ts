import { Command } from 'commander';
import type { PersonView } from '../../contract/person.ts';
import type { BackupId } from '../../model/ids.ts';
import { type CommandContext, withApp } from '../context.ts';
import { explainEmpty } from '../empty-list.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { formatCount } from '../format.ts';
import { examples } from '../help.ts';
import { addMarkOptions, type MarkOptions } from '../mark-options.ts';
import { BACKUP } from '../options.ts';
import { printPages, requireIndex } from '../pages.ts';
import { formatSource, formatValues } from '../record-text.ts';
import { addRowFilterOptions, type RowFilterOptions } from '../row-filter-options.ts';
import { formatTable } from '../table.ts';
import { visible } from '../terminal-text.ts';

interface TableOptions extends RowFilterOptions, MarkOptions {
  readonly row?: string;
  readonly secrets?: true;
}

/** `apple-juicer table ID [TABLE]` */
export function tableCommand(): Command {
  const command = new Command('table')
    .summary('list the tables of the index, list the rows of a table, or show a row and its source')
    .argument('<ID>', BACKUP)
    .argument('[TABLE]', 'name of a table');
  return addMarkOptions(addRowFilterOptions(command, 'rows', 'the key'), 'rows')
    .option('--row <KEY>', 'show this row in full with its source')
    .option('--secrets', 'with --row: include secrets')
    .addHelpText(
      'after',
      examples(
        'table k3v9',
        'table k3v9 calls --sort at --order desc',
        'table k3v9 messages --column text --contains ticket --json',
        'table k3v9 calls --starred',
        'table k3v9 messages --row 90125',
      ),
    )
    .action((id: string, table: string | undefined, options: TableOptions, command: Command) =>
      withApp(command, id, async (context) => {
        const { publicId } = requireIndex(await findBackupInCatalog(context.app, id));
        if (table === undefined) await printTables(context, publicId);
        else if (options.row === undefined) await printRows(context, publicId, table, options);
        else await printRow(context, publicId, table, options.row, options.secrets === true);
      }),
    );
}

async function printTables({ app, out }: CommandContext, backup: BackupId): Promise<void> {
  const { listTables } = await import('../../views/index.ts');
  const page = await listTables(app.views, backup);
  if (out.json) return out.document(page);
  await out.text(
    formatTable(page.items, [
      { title: 'TABLE', value: ({ name }) => name },
      { title: 'ARTIFACT', value: ({ title }) => title },
      { title: 'ROWS', value: ({ rowCount }) => (rowCount === null ? '–' : formatCount(rowCount)), align: 'right' },
      { title: 'OUTCOME', value: ({ outcome }) => outcome ?? 'not read yet' },
    ]),
  );
}

async function printRows(
  { app, out }: CommandContext,
  backup: BackupId,
  table: string,
  query: TableOptions,
): Promise<void> {
  const { listTableRows } = await import('../../views/index.ts');
  let shown = 0;
  await printPages(
    out,
    query,
    (options) => listTableRows(app.views, backup, table, { ...options, people: true }),
    async ({ items, people }) => {
      shown += items.length;
      for (const row of items)
        await out.text(`${out.style('bold', visible(row.key))}\n${formatValues(row, nameIn(people))}`);
    },
  );
  if (shown === 0 && !out.json) out.info(await explainEmpty(query, null));
}

async function printRow(
  { app, out }: CommandContext,
  backup: BackupId,
  table: string,
  key: string,
  secrets: boolean,
): Promise<void> {
  const { getRecordSource, getTableRow } = await import('../../views/index.ts');
  const [row, source] = await Promise.all([
    getTableRow(app.views, backup, table, key, { secrets, people: true }),
    getRecordSource(app.views, backup, table, key),
  ]);
  if (out.json) return out.document({ ...row, source });
  await out.text(`${formatValues(row, nameIn(row.people))}\n${formatSource(source)}`);
}

/** What the person of a handle is called, beside it. */
function nameIn(
  people: Readonly<Record<string, PersonView>> | null,
): (column: string, value: unknown) => string | null {
  return (_column, value) => {
    const person =
      people !== null && typeof value === 'string' && Object.hasOwn(people, value) ? people[value] : undefined;
    return person === undefined || person.name === person.handleText ? null : person.name;
  };
}
