import { Command, Option } from 'commander';
import { AREAS, type Area } from '../../model/kind.ts';
import { withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { formatMinute } from '../format.ts';
import { examples } from '../help.ts';
import { hitsWithNames } from '../hits-with-names.ts';
import { allOption, append, appendArea, cursorOption, limitOption, parseTime } from '../options.ts';
import { type PageOptions, printTablePages, requireIndex } from '../pages.ts';

interface TimelineOptions extends PageOptions {
  readonly backup?: string;
  readonly type: readonly string[];
  readonly area: readonly Area[];
  readonly order: 'newest' | 'oldest';
  readonly at?: number;
}

/** `apple-juicer timeline` */
export function timelineCommand(): Command {
  return new Command('timeline')
    .summary('list all indexed records by time')
    .option('--backup <ID>', 'only in this backup')
    .option('--type <TYPE>', 'only records of this kind (repeatable); `apple-juicer kinds` lists them', append, [])
    .option('--area <AREA>', `only kinds of this area (repeatable): ${AREAS.join(', ')}`, appendArea, [])
    .addOption(new Option('--order <ORDER>', 'sort order').choices(['newest', 'oldest']).default('newest'))
    .option('--at <TIME>', 'start at this day or time', parseTime)
    .addOption(limitOption('records'))
    .addOption(cursorOption())
    .addOption(allOption())
    .addHelpText(
      'after',
      examples('timeline', 'timeline --at 2024-05-01 --order oldest', 'timeline --backup k3v9 --type call --json'),
    )
    .action(({ backup, type, area, ...query }: TimelineOptions, command: Command) =>
      withApp(command, backup, async ({ app, out }) => {
        const { timeline } = await import('../../views/index.ts');
        const shown = await hitsWithNames();
        const record = backup === undefined ? undefined : requireIndex(await findBackupInCatalog(app, backup));
        await printTablePages(
          out,
          query,
          (paging) =>
            timeline(app.views, {
              ...paging,
              ...(type.length === 0 ? {} : { type }),
              ...(area.length === 0 ? {} : { area }),
              ...(record === undefined ? {} : { backup: record.publicId }),
            }),
          [
            { title: 'WHEN', value: ({ at }) => formatMinute(at) },
            { title: 'TYPE', value: ({ type }) => type },
            { title: 'WHAT', value: (hit) => shown(hit).title, maxWidth: 36 },
            { title: 'TEXT', value: (hit) => (hit.snippet === hit.title ? '' : shown(hit).snippet), maxWidth: 60 },
          ],
          { listed: null, filters: { backup, type, area } },
        );
      }),
    );
}
