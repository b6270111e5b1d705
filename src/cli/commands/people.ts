import { Command, Option } from 'commander';
import type { KindView } from '../../contract/kinds.ts';
import type { PersonDetailView, PersonSummaryView } from '../../contract/people.ts';
import { withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { formatMinute, formatTime, plural } from '../format.ts';
import { examples } from '../help.ts';
import { allOption, cursorOption, limitOption } from '../options.ts';
import { type PageOptions, printTablePages, requireIndex } from '../pages.ts';
import { visible } from '../terminal-text.ts';

interface PeopleOptions extends PageOptions {
  readonly backup?: string;
  readonly query?: string;
  readonly sort: 'activity' | 'recent' | 'name';
}

/** `apple-juicer people [PERSON]` */
export function peopleCommand(): Command {
  return new Command('people')
    .summary('list people across all apps and backups, or show one')
    .argument('[PERSON]', 'key of a person, or one of their handles in any notation')
    .option('--backup <ID>', 'only in this backup')
    .option('-q, --query <WORDS>', 'only people with these words in names or handles')
    .addOption(new Option('--sort <ORDER>', 'sort order').choices(['activity', 'recent', 'name']).default('activity'))
    .addOption(limitOption('people'))
    .addOption(cursorOption())
    .addOption(allOption())
    .addHelpText('after', examples('people', 'people -q anna', 'people "0171 2345678" --json'))
    .action((person: string | undefined, { backup, query, ...options }: PeopleOptions, command: Command) =>
      withApp(command, backup, async ({ app, out }) => {
        const { getPerson, listKinds, listPeople } = await import('../../views/index.ts');
        const kinds = new Map(listKinds().items.map((kind) => [kind.id, kind]));
        const record = backup === undefined ? undefined : requireIndex(await findBackupInCatalog(app, backup));
        if (person !== undefined) {
          const detail = await getPerson(app.views, person, record?.publicId);
          return out.json ? out.document(detail) : out.text(formatPerson(detail, kinds, app.views.titleOf));
        }
        await printTablePages(
          out,
          options,
          (paging) =>
            listPeople(app.views, {
              ...paging,
              ...(query === undefined ? {} : { q: query }),
              ...(record === undefined ? {} : { backup: record.publicId }),
            }),
          [
            { title: 'KEY', value: ({ key }) => key },
            { title: 'NAME', value: ({ name, isOwner }) => (isOwner ? `${name} (owner)` : name), maxWidth: 36 },
            { title: 'RECORDS', value: ({ counts }) => countsOf(counts, kinds), maxWidth: 60 },
            { title: 'LAST', value: ({ lastAt }) => formatMinute(lastAt) },
          ],
          { listed: null, filters: { backup, query } },
        );
      }),
    );
}

const WHY = { contact: 'on their card', 'same-number': 'same number without country code', only: '' };

type Kinds = ReadonlyMap<string, KindView>;

/** `1,283 messages, 12 calls, in 2 groups`. */
function countsOf(counts: PersonSummaryView['counts'], kinds: Kinds): string {
  const groups = counts.reduce((sum, { groups = 0 }) => sum + groups, 0);
  const parts = counts
    .filter(({ records }) => records > 0)
    .map(({ kind, records }) => plural(records, ...(kinds.get(kind)?.names['en'] ?? [kind, kind])));
  return [...parts, ...(groups === 0 ? [] : [`in ${plural(groups, 'group')}`])].join(', ');
}

function formatPerson(
  { name, handles, chats, records, namesakes, counts }: PersonDetailView,
  kinds: Kinds,
  titleOf: (artifact: string) => string,
): string {
  const nameOf = (kind: string): string => kinds.get(kind)?.names['en']?.[0] ?? kind;
  const lines = [
    name,
    ...handles.map(({ text, why }) => `    ${text}${WHY[why] === '' ? '' : `  (${WHY[why]})`}`),
    ...chats.map(({ backup, app, chat }) => chatLine(titleOf(app), backup, chat)),
    ...records.flatMap(({ backup, kind, items }) =>
      items.map(
        ({ key, at, title, text }) =>
          `${[nameOf(kind), formatTime(at), title, text].filter(Boolean).join('  ')}  key ${key}  backup ${backup}`,
      ),
    ),
    ...namesakes.map(
      ({ backup, kind, key, name, count }) => `${nameOf(kind)}  ${name}  ${count} ×  key ${key}  backup ${backup}`,
    ),
    countsOf(counts, kinds),
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}

function chatLine(
  app: string,
  backup: string,
  { key, title, messageCount, lastAt }: PersonDetailView['chats'][number]['chat'],
): string {
  return `${app}  ${title}  ${plural(messageCount, 'message')}  ${formatTime(lastAt)}  key ${key}  backup ${backup}`;
}
