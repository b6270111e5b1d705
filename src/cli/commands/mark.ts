import { Command } from 'commander';
import type { MarkView } from '../../contract/marks.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { MAX_NOTE_LENGTH, MAX_TAG_LENGTH, MAX_TAGS } from '../../model/mark.ts';
import { withApp } from '../context.ts';
import { findBackup } from '../find-backup.ts';
import { examples } from '../help.ts';
import { append, BACKUP } from '../options.ts';
import { visible } from '../terminal-text.ts';

const LIMITS = { tags: MAX_TAGS, length: MAX_TAG_LENGTH, note: MAX_NOTE_LENGTH };

interface MarkOptions {
  readonly star?: boolean;
  readonly tag?: readonly string[];
  readonly untag?: readonly string[];
  /** False for `--no-note`. */
  readonly note?: string | false;
}

/** `apple-juicer mark ID KIND KEY…` */
export function markCommand(): Command {
  return new Command('mark')
    .summary('star and tag records, or write a note on them')
    .description(
      'Marks are kept beside the index: a new index or its removal does not touch them, and the backup is never changed. ' +
        'Removing the backup from the list removes them. `search` finds them by is:starred, tag:NAME and note:WORD. ' +
        'Without options, prints the marks of the records.',
    )
    .argument('<ID>', BACKUP)
    .argument('<KIND>', 'id of a kind; `apple-juicer kinds` lists them')
    .argument('<KEY...>', 'keys of records, as lists and hits have them')
    .option('--star', 'add a star')
    .option('--no-star', 'remove the star')
    .option('--tag <TAG>', 'add this tag (repeatable)', append)
    .option('--untag <TAG>', 'remove this tag (repeatable)', append)
    .option('--note <TEXT>', 'write this note')
    .option('--no-note', 'remove the note')
    .addHelpText(
      'after',
      examples('mark k3v9 message 4711 --star --tag court', 'mark k3v9 note ABCD --note "ask Anna"', 'marks k3v9'),
    )
    .action((id: string, kind: string, keys: readonly string[], options: MarkOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { publicId } = await findBackup(app, id);
        const records = [...new Set(keys)].map((key) => ({ kind, key }));
        const asked = changeOf(command, options);
        const known = await Promise.all(records.map((record) => app.store.marks.get(publicId, record)));
        if (asked === null) return print(known.filter((mark) => mark !== null));
        const { MarkChangeSchema } = await import('../../contract/marks.ts');
        const { requireRecords } = await import('../../views/index.ts');
        await requireRecords(
          app.views,
          publicId,
          records.filter((_, at) => known[at] === null),
        );
        const change = MarkChangeSchema.safeParse(asked);
        if (!change.success) throw new DomainError('BAD_REQUEST', msg('detail.mark-too-large', LIMITS));
        const marks = await app.store.marks.change(publicId, records, change.data);
        await print(marks);

        async function print(found: readonly (Omit<MarkView, 'tags'> & { tags: readonly string[] })[]): Promise<void> {
          if (out.json) return out.document({ items: found, next: null });
          if (found.length === 0) out.info('No marks.');
          for (const mark of found) await out.text(`${mark.kind} ${visible(mark.key)}  ${markText(mark)}\n`);
        }
      }),
    );
}

/** The change that the options ask for; null for none. */
function changeOf(command: Command, { star, tag, untag, note }: MarkOptions): object | null {
  const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
  if (!['star', 'tag', 'untag', 'note'].some(isGiven)) return null;
  return {
    ...(isGiven('star') ? { starred: star === true } : {}),
    ...(tag === undefined ? {} : { addTags: tag }),
    ...(untag === undefined ? {} : { removeTags: untag }),
    ...(isGiven('note') ? { note: typeof note === 'string' ? note : null } : {}),
  };
}

/** Star, tags and note of a record, on one line. */
export function markText({
  starred,
  tags,
  note,
}: Pick<MarkView, 'starred' | 'note'> & { tags: readonly string[] }): string {
  const parts = [
    starred ? '★' : '',
    ...tags.map((tag) => `#${visible(tag)}`),
    note === null ? '' : `“${visible(note)}”`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
