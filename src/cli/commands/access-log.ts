import { Command } from 'commander';
import type { AccessLogView } from '../../contract/access-log.ts';
import { SHORT, withApp } from '../context.ts';
import { formatCount, formatMinute } from '../format.ts';
import { examples } from '../help.ts';
import { allOption, cursorOption, limitOption } from '../options.ts';
import { type PageOptions, printPages } from '../pages.ts';
import { formatTable } from '../table.ts';

/** `apple-juicer access-log` */
export function accessLogCommand(): Command {
  return new Command('access-log')
    .summary('list who opened which backup and what was taken out of it')
    .description(
      'Lists unlocking, exports, saved files, and starts and removals of an index, the newest first. Reading the index is ' +
        'not logged.',
    )
    .addOption(limitOption('entries'))
    .addOption(cursorOption())
    .addOption(allOption())
    .addHelpText('after', examples('access-log', 'access-log --all --json'))
    .action((options: PageOptions, command: Command) =>
      withApp(
        command,
        undefined,
        async ({ app, out }) => {
          const { listAccesses } = await import('../../views/index.ts');
          await printPages(
            out,
            options,
            (query) => listAccesses(app.views, query),
            ({ items }) => out.text(items.length === 0 ? 'No accesses yet.\n' : formatTable(items, COLUMNS)),
          );
        },
        SHORT,
      ),
    );
}

type Entry = AccessLogView['items'][number];

const COLUMNS = [
  { title: 'AT', value: ({ at }: Entry) => formatMinute(at) },
  {
    title: 'WHO',
    value: ({ actor, browserName, browserKey }: Entry) => browserName || browserKey || actor,
    maxWidth: 30,
  },
  { title: 'ACTION', value: ({ action }: Entry) => action },
  { title: 'BACKUP', value: ({ name }: Entry) => name ?? '–', maxWidth: 30 },
  { title: 'WHAT', value: ({ what }: Entry) => what ?? '–' },
  { title: 'FORMAT', value: ({ format }: Entry) => format ?? '–' },
  { title: 'COUNT', value: ({ count }: Entry) => (count === null ? '–' : formatCount(count)), align: 'right' as const },
];
