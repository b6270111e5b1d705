import { Command } from 'commander';
import type { OccurrenceView } from '../../contract/calendar.ts';
import { withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { formatMinute } from '../format.ts';
import { examples } from '../help.ts';
import { allOption, BACKUP, cursorOption, limitOption, parseEndTime, parseTime } from '../options.ts';
import { type PageOptions, printTablePages, requireIndex } from '../pages.ts';

interface CalendarOptions extends PageOptions {
  readonly from?: number;
  readonly to?: number;
  readonly calendar?: string;
  readonly hidden?: true;
}

/** `apple-juicer calendar ID` */
export function calendarCommand(): Command {
  return new Command('calendar')
    .summary('list the events of an indexed backup')
    .description(
      'With both --from and --to, every occurrence of a series is listed; otherwise a series is listed once, at its start.',
    )
    .argument('<ID>', BACKUP)
    .option('--from <TIME>', 'events ending after this day or time', parseTime)
    .option('--to <TIME>', 'events starting until this day, inclusive, or before this time', parseEndTime)
    .option('--calendar <KEY>', 'only events of this calendar')
    .option('--hidden', 'include events that the phone hides')
    .addOption(limitOption('events'))
    .addOption(cursorOption())
    .addOption(allOption())
    .addHelpText(
      'after',
      examples('calendar k3v9', 'calendar k3v9 --from 2024-05-01 --to 2024-05-31', 'calendar k3v9 --json'),
    )
    .action((id: string, options: CalendarOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { listEvents } = await import('../../views/index.ts');
        const { publicId } = requireIndex(await findBackupInCatalog(app, id));
        await printTablePages(
          out,
          options,
          (query) =>
            listEvents(app.views, publicId, {
              ...query,
              expand: options.from !== undefined && options.to !== undefined,
              timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            }),
          [
            { title: 'KEY', value: ({ event }) => event },
            { title: 'WHEN', value: when },
            { title: 'TITLE', value: ({ title }) => title ?? 'Untitled', maxWidth: 40 },
            { title: 'CALENDAR', value: ({ calendarTitle }) => calendarTitle ?? '–', maxWidth: 20 },
            { title: 'PLACE', value: ({ location }) => location ?? '', maxWidth: 30 },
          ],
          {
            listed: { views: app.views, backup: publicId, of: { kind: 'event' } },
            note: ({ isComplete }) => {
              if (!isComplete) out.info('Incomplete: a series could not be expanded, or there are too many events.');
            },
          },
        );
      }),
    );
}

/** All-day events have dates, floating events wall-clock times, all others instants. */
function when({ startAt, startDate, endDate, isFloating }: OccurrenceView): string {
  if (startDate !== null) return endDate === null || endDate === startDate ? startDate : `${startDate} – ${endDate}`;
  if (startAt === null || !isFloating) return formatMinute(startAt);
  const clock = new Date(startAt);
  return Number.isNaN(clock.getTime()) ? '–' : clock.toISOString().slice(0, 16).replace('T', ' ');
}
