import { Command } from 'commander';
import type { MarkedRecordView } from '../../contract/marks.ts';
import { withApp } from '../context.ts';
import { findBackup } from '../find-backup.ts';
import { formatMinute } from '../format.ts';
import { examples } from '../help.ts';
import { allOption, BACKUP, cursorOption, limitOption } from '../options.ts';
import { type PageOptions, printTablePages } from '../pages.ts';
import { markText } from './mark.ts';

interface MarksOptions extends PageOptions {
  readonly kind?: string;
  readonly tag?: string;
  readonly starred?: true;
}

/** `apple-juicer marks ID` */
export function marksCommand(): Command {
  return new Command('marks')
    .summary('list the records with stars, tags or notes')
    .argument('<ID>', BACKUP)
    .option('--kind <KIND>', 'only records of this kind')
    .option('--tag <TAG>', 'only records with this tag')
    .option('--starred', 'only records with a star')
    .addOption(limitOption('records'))
    .addOption(cursorOption())
    .addOption(allOption())
    .addHelpText('after', examples('marks k3v9', 'marks k3v9 --tag court --json'))
    .action((id: string, options: MarksOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { publicId } = await findBackup(app, id);
        const { listMarkedRecords } = await import('../../views/index.ts');
        await printTablePages(out, options, (query) => listMarkedRecords(app.views, publicId, query), COLUMNS, {
          listed: null,
          empty: 'No record has a star, a tag or a note yet: `apple-juicer mark` adds them.',
        });
      }),
    );
}

const COLUMNS = [
  { title: 'KIND', value: ({ kind }: MarkedRecordView) => kind, maxWidth: 20 },
  { title: 'KEY', value: ({ key }: MarkedRecordView) => key, maxWidth: 24 },
  { title: 'WHEN', value: ({ record }: MarkedRecordView) => formatMinute(record?.at ?? null) },
  { title: 'MARK', value: markText, maxWidth: 40 },
  { title: 'WHAT', value: ({ record }: MarkedRecordView) => record?.title ?? '(not in the index)', maxWidth: 30 },
  { title: 'TEXT', value: ({ record }: MarkedRecordView) => record?.snippet ?? '', maxWidth: 50 },
];
