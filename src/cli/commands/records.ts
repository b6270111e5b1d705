import { Command } from 'commander';
import type { RecordView } from '../../contract/kinds.ts';
import type { BackupId } from '../../model/ids.ts';
import { type CommandContext, withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { formatMinute, formatTime } from '../format.ts';
import { examples } from '../help.ts';
import { addMarkOptions, type MarkOptions } from '../mark-options.ts';
import { BACKUP } from '../options.ts';
import { printTablePages, requireIndex } from '../pages.ts';
import { formatSource, formatValues } from '../record-text.ts';
import { addRowFilterOptions, type RowFilterOptions } from '../row-filter-options.ts';
import { visible } from '../terminal-text.ts';

interface RecordOptions extends RowFilterOptions, MarkOptions {
  readonly person?: string;
  readonly record?: string;
  readonly secrets?: true;
}

/** `apple-juicer records ID KIND` */
export function recordsCommand(): Command {
  const command = new Command('records')
    .summary('list the records of a kind, or show one and its source')
    .argument('<ID>', BACKUP)
    .argument('<KIND>', 'id of a kind; `apple-juicer kinds` lists them');
  return addMarkOptions(addRowFilterOptions(command, 'records', 'the order of the kind'), 'records')
    .option('--person <PERSON>', 'only records that name this person: their key, or a handle in any notation')
    .option('--record <KEY>', 'show this record in full with its source')
    .option('--secrets', 'with --record: include secrets')
    .addHelpText(
      'after',
      examples(
        'records k3v9 call',
        'records k3v9 call --column at --from 2024-05-01',
        'records k3v9 note --tag court --json',
      ),
    )
    .action((id: string, kind: string, { person, record, secrets, ...query }: RecordOptions, command: Command) =>
      withApp(command, id, async (context) => {
        const { publicId } = requireIndex(await findBackupInCatalog(context.app, id));
        if (record !== undefined) return printRecord(context, publicId, kind, record, secrets === true);
        const { listRecords, listRecordsOf } = await import('../../views/index.ts');
        const { views } = context.app;
        const { textsOf, whoIn, one } = await textsWithNames(kind);
        const load = (wanted: Parameters<typeof listRecords>[3]): ReturnType<typeof listRecords> =>
          person === undefined
            ? listRecords(views, publicId, kind, wanted)
            : listRecordsOf(views, publicId, kind, person, wanted);
        await printTablePages(
          context.out,
          query,
          load,
          [
            { title: 'KEY', value: ({ key }) => key, maxWidth: 24 },
            { title: 'WHEN', value: ({ at }) => formatMinute(at) },
            { title: 'WHAT', value: (record) => textsOf(record).title ?? one, maxWidth: 36 },
            { title: 'WHO', value: whoIn, maxWidth: 24 },
            { title: 'TEXT', value: (record) => textsOf(record).text ?? '', maxWidth: 60 },
          ],
          { listed: { views, backup: publicId, of: { kind } }, filters: { person } },
        );
      }),
    );
}

async function printRecord(
  { app, out }: CommandContext,
  backup: BackupId,
  kind: string,
  key: string,
  secrets: boolean,
): Promise<void> {
  const { getRecord, getRecordSource } = await import('../../views/index.ts');
  const record = await getRecord(app.views, backup, kind, key, { secrets });
  const source = await getRecordSource(app.views, backup, record.table, key);
  if (out.json) return out.document({ ...record, source });
  const { textsOf, meaningOf, one } = await textsWithNames(kind);
  const title = visible(textsOf(record).title ?? one);
  const meaning = (name: string, value: unknown): string | null => record.called[name] ?? meaningOf(name, value);
  await out.text(`${out.style('bold', title)}\n${formatValues(record, meaning)}\n${formatSource(source)}`);
}

/** Functions for the texts of records of a kind, with names instead of codes, and for what their values mean. */
async function textsWithNames(id: string): Promise<{
  readonly textsOf: (record: RecordView) => Pick<RecordView, 'title' | 'text'>;
  readonly meaningOf: (column: string, value: unknown) => string | null;
  /** The people of a record, the owner as “You”. */
  readonly whoIn: (record: RecordView) => string;
  /** What a record is called that has no title. */
  readonly one: string;
}> {
  const { named, wordsIn } = await import('../../export/language/words.ts');
  const { peopleNames, shownTexts, wordsForValue } = await import('../../export/records/record-values.ts');
  const { listKinds } = await import('../../views/index.ts');
  const kind = listKinds().items.find((each) => each.id === id);
  const words = wordsIn();
  return {
    textsOf: (record) => (kind === undefined ? record : shownTexts(record, kind, words)),
    meaningOf: (name, value) => {
      const isTime = kind?.columns.find((column) => column.name === name)?.kind === 'time';
      return isTime && typeof value === 'number' ? formatTime(value) : wordsForValue(kind, name, String(value), words);
    },
    whoIn: (record) => peopleNames(record, words, ', '),
    one: (kind === undefined ? undefined : named(kind.names, words)?.[0]) ?? id,
  };
}
