import { Command, Option } from 'commander';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { formatMinute } from '../format.ts';
import { examples } from '../help.ts';
import { addMarkOptions, type MarkOptions } from '../mark-options.ts';
import { allOption, BACKUP, cursorOption, limitOption, parseEndTime, parseTime } from '../options.ts';
import { type PageOptions, printTablePages, requireIndex } from '../pages.ts';
import { whatsappCallsOption } from './whatsapp.ts';

interface CallOptions extends PageOptions, MarkOptions {
  readonly person?: string;
  readonly direction?: 'incoming' | 'outgoing';
  readonly missed?: true;
  readonly kind?: 'phone' | 'facetime' | 'app' | 'video' | 'audio';
  readonly app?: string;
  readonly from?: number;
  readonly to?: number;
  readonly time?: string;
  readonly order: 'newest' | 'oldest';
}

/** `apple-juicer calls ID` */
export function callsCommand(): Command {
  const command = new Command('calls').summary('list the calls of an indexed backup').argument('<ID>', BACKUP);
  return addMarkOptions(command, 'calls')
    .option('--person <WHO>', 'only calls with this contact, or with this number in any notation')
    .addOption(new Option('--direction <DIRECTION>', 'only calls in this direction').choices(['incoming', 'outgoing']))
    .option('--missed', 'only missed calls')
    .addOption(
      new Option('--kind <KIND>', 'only calls by this service, or video or audio calls').choices([
        'phone',
        'facetime',
        'app',
        'video',
        'audio',
      ]),
    )
    .option('--app <APP>', 'the call log of this app instead of the phone')
    .addOption(whatsappCallsOption())
    .option('--from <TIME>', 'on this day or later', parseTime)
    .option('--to <TIME>', 'until this day, inclusive, or before this time', parseEndTime)
    .option('--time <HOURS>', 'only at these hours, as 22-6; or night, morning, afternoon, evening')
    .addOption(new Option('--order <ORDER>', 'sort order').choices(['newest', 'oldest']).default('newest'))
    .addOption(limitOption('calls'))
    .addOption(cursorOption())
    .addOption(allOption())
    .addHelpText('after', examples('calls k3v9', 'calls k3v9 --missed --person anna', 'calls k3v9 --whatsapp --json'))
    .action((id: string, { app: log, ...query }: CallOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { callSourceOf, listCalls, phoneCalls } = await import('../../views/index.ts');
        const { publicId } = requireIndex(await findBackupInCatalog(app, id));
        const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
        const source = log === undefined ? phoneCalls : callSourceOf(log);
        if (source === null) throw new DomainError('NOT_FOUND', msg('detail.no-call-log-of', { app: log ?? '' }));
        await printTablePages(
          out,
          query,
          (query) => listCalls(app.views, publicId, source, { ...query, timeZone }),
          [
            { title: 'KEY', value: ({ key }) => key },
            { title: 'WHEN', value: ({ at }) => formatMinute(at) },
            { title: 'WITH', value: ({ people }) => people.map(({ name }) => name).join(', '), maxWidth: 36 },
            { title: 'DIRECTION', value: ({ direction }) => direction ?? '–' },
            { title: 'OUTCOME', value: ({ outcome }) => outcome ?? '–' },
            { title: 'BY', value: ({ service, app: by }) => by ?? service ?? '–', maxWidth: 24 },
            { title: 'SECONDS', value: ({ seconds }) => (seconds === null ? '' : seconds.toFixed(0)), align: 'right' },
          ],
          {
            listed: { views: app.views, backup: publicId, of: { kind: source.kind } },
            filters: { app: log },
          },
        );
      }),
    );
}
