import { Command, Option } from 'commander';
import type { PersonDetailView, PersonSummaryView } from '../../contract/people.ts';
import { withApp } from '../context.ts';
import { findBackup } from '../find-backup.ts';
import { formatCount, formatTime, plural } from '../format.ts';
import { examples } from '../help.ts';
import { parseLimit } from '../options.ts';
import { tellNext } from '../pages.ts';
import { formatTable } from '../table.ts';
import { visible } from '../terminal-text.ts';

interface PeopleOptions {
  readonly backup?: string;
  readonly query?: string;
  readonly sort: 'activity' | 'recent' | 'name';
  readonly limit: number;
  readonly cursor?: string;
}

/** `apple-juicer people [PERSON]` */
export function peopleCommand(): Command {
  return new Command('people')
    .summary('list people over all channels and backups, or show one')
    .argument('[PERSON]', 'key of a person, or one of their handles in any notation')
    .option('--backup <ID>', 'only in this backup')
    .option('-q, --query <WORDS>', 'only those with these words in their names or handles')
    .addOption(
      new Option('--sort <ORDER>', 'order of the list').choices(['activity', 'recent', 'name']).default('activity'),
    )
    .option('--limit <N>', 'people on one page, 1–200', parseLimit, 50)
    .option('--cursor <CURSOR>', 'go on where the page before ended')
    .addHelpText('after', examples('people', 'people -q anna', 'people "0171 2345678" --json'))
    .action((person: string | undefined, { backup, query, ...options }: PeopleOptions, command: Command) =>
      withApp(command, backup, async ({ app, out }) => {
        const { getPerson, listPeople } = await import('../../views/index.ts');
        const record = backup === undefined ? undefined : await findBackup(app, backup);
        if (person !== undefined) {
          const detail = await getPerson(app.views, person, record?.publicId);
          return out.json ? out.document(detail) : out.text(formatPerson(detail));
        }
        const page = await listPeople(app.views, {
          ...options,
          ...(query === undefined ? {} : { q: query }),
          ...(record === undefined ? {} : { backup: record.publicId }),
        });
        if (out.json) return out.document(page);
        await out.text(
          formatTable<PersonSummaryView>(page.items, [
            { title: 'KEY', value: ({ key }) => key },
            { title: 'NAME', value: ({ name, isOwner }) => (isOwner ? `${name} (owner)` : name), maxWidth: 36 },
            { title: 'MESSAGES', value: ({ counts }) => formatCount(counts.messages), align: 'right' },
            { title: 'WHATSAPP', value: ({ counts }) => formatCount(counts.whatsappMessages), align: 'right' },
            { title: 'CALLS', value: ({ counts }) => formatCount(counts.calls + counts.whatsappCalls), align: 'right' },
            { title: 'LAST', value: ({ lastAt }) => formatTime(lastAt).slice(0, 16) },
          ]),
        );
        tellNext(page.next, out);
      }),
    );
}

const WHY = { contact: 'on their card', 'same-number': 'the same number, written without its country', only: '' };

function formatPerson({
  name,
  handles,
  conversations,
  whatsappChats,
  calls,
  photos,
  counts,
}: PersonDetailView): string {
  const lines = [
    name,
    ...handles.map(({ handle, why }) => `    ${handle}${WHY[why] === '' ? '' : `  (${WHY[why]})`}`),
    ...conversations.map(({ backup, value }) => chatLine('Messages', backup, value)),
    ...whatsappChats.map(({ backup, value }) => chatLine('WhatsApp', backup, value)),
    ...calls.map(
      ({ backup, value }) =>
        `Call  ${formatTime(value.at)}  ${[value.direction, value.outcome].filter(Boolean).join(', ')}  backup ${backup}`,
    ),
    ...photos.map(
      ({ backup, person, faceCount }) => `Photos  ${plural(faceCount, 'face')}  person ${person}  backup ${backup}`,
    ),
    `${plural(counts.calls + counts.whatsappCalls, 'call')} in all`,
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}

function chatLine(
  app: string,
  backup: string,
  {
    key,
    title,
    messageCount,
    lastAt,
  }: PersonDetailView['conversations'][number]['value'] | PersonDetailView['whatsappChats'][number]['value'],
): string {
  return `${app}  ${title}  ${plural(messageCount, 'message')}  ${formatTime(lastAt)}  key ${key}  backup ${backup}`;
}
