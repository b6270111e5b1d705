import { Command, Option } from 'commander';
import type { SearchHitView } from '../../contract/search.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { AREAS } from '../../model/kind.ts';
import { withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { formatCount, formatTime } from '../format.ts';
import { examples } from '../help.ts';
import { hitsWithNames } from '../hits-with-names.ts';
import { allOption, append, cursorOption, limitOption } from '../options.ts';
import type { Output } from '../output.ts';
import { type PageOptions, printPages, requireIndex } from '../pages.ts';
import { visible } from '../terminal-text.ts';
import { findSearch } from './searches.ts';

interface SearchOptions extends PageOptions {
  readonly backup?: string;
  readonly type?: readonly string[];
  readonly area?: readonly string[];
  readonly tag?: readonly string[];
  readonly saved?: string;
  readonly sort: 'newest' | 'oldest' | 'relevance';
}

/** `apple-juicer search QUERY` */
export function searchCommand(): Command {
  return new Command('search')
    .summary('search all indexed data')
    .description(
      'Words, prefix*, "phrases", OR, -not (then put -- before the query); type:message area:media from:anna with:anna in:family after:2023 until:2024-05-01 time:22-6 has:attachment has:location is:starred tag:court note:lawyer. ' +
        'Ignores accents and case; finds phone numbers in any notation.',
    )
    .argument('[QUERY...]', 'what to search for')
    .option('--backup <ID>', 'only in this backup')
    .option('--type <TYPE>', 'only records of this kind (repeatable); `apple-juicer kinds` lists them', append)
    .option('--area <AREA>', `only kinds of this area (repeatable): ${AREAS.join(', ')}`, append)
    .option('--tag <TAG>', 'only records with this tag (repeatable); `apple-juicer mark` adds tags', append)
    .option('--saved <NAME>', 'the saved search with this name, and more words')
    .addOption(new Option('--sort <ORDER>', 'sort order').choices(['newest', 'oldest', 'relevance']).default('newest'))
    .addOption(limitOption('hits', 20))
    .addOption(cursorOption())
    .addOption(allOption())
    .addHelpText(
      'after',
      examples(
        'search "boarding pass" after:2023',
        'search from:anna has:attachment',
        'search type:call with:anna time:night',
        'search 0171 2345678 --json',
      ),
    )
    .action((words: readonly string[], options: SearchOptions, command: Command) =>
      withApp(command, options.backup, async (context) => {
        const { app, out } = context;
        const { search } = await import('../../views/index.ts');
        const saved = options.saved === undefined ? null : await findSearch(context, options.saved);
        if (words.length === 0 && saved === null && options.tag === undefined) {
          throw new DomainError('BAD_REQUEST', msg('detail.query-expected'));
        }
        const record =
          options.backup === undefined ? undefined : requireIndex(await findBackupInCatalog(app, options.backup));
        const backup = record?.publicId ?? saved?.backup ?? undefined;
        const types = (options.type ?? []).map((type) => `type:${type}`);
        const areas = (options.area ?? []).map((area) => `area:${area}`);
        const tags = (options.tag ?? []).map((tag) => `tag:"${tag}"`);
        const format = await hitFormatter(out);
        let shown = 0;
        await printPages(
          out,
          options,
          ({ sort, limit, cursor }) =>
            search(app.views, {
              q: [...(saved === null ? [] : [saved.query]), ...words, ...types, ...areas, ...tags].join(' '),
              sort,
              limit,
              timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
              ...(backup === undefined ? {} : { backup }),
              ...(cursor === undefined ? {} : { cursor }),
            }),
          async ({ items, noted, notes, total, totalIsExact, next }) => {
            if (shown === 0) for (const note of notes) out.info(visible(note));
            if (noted.length > 0) out.info('By your tags and notes:');
            for (const hit of noted) await out.text(format(hit));
            for (const hit of items) await out.text(format(hit));
            shown += items.length;
            if (options.all === true && next !== null) return;
            out.info(`${formatCount(shown)} of ${totalIsExact ? '' : 'more than '}${formatCount(total)}`);
          },
        );
      }),
    );
}

async function hitFormatter(out: Output): Promise<(hit: SearchHitView) => string> {
  const shown = await hitsWithNames();
  return (hit) => {
    const where = [hit.type, hit.ref, hit.conversation === null ? null : `conversation ${hit.conversation}`];
    const reference = [...where, `backup ${hit.backup}`].filter((part) => part !== null).join(' · ');
    const texts = shown(hit);
    return (
      `${out.style('bold', visible(texts.title))}  ${formatTime(hit.at)}  ${out.style('dim', visible(reference))}\n` +
      [
        texts.snippet === texts.title ? '' : highlighted(texts, out),
        ...texts.reasons.map((reason) => out.style('dim', visible(reason))),
      ]
        .filter((line) => line !== '')
        .map((line) => `    ${line}\n`)
        .join('')
    );
  };
}

function highlighted({ snippet, highlights }: Pick<SearchHitView, 'snippet' | 'highlights'>, out: Output): string {
  let text = '';
  let at = 0;
  for (const [start, end] of highlights) {
    text += visible(snippet.slice(at, start)) + out.style(['bold', 'yellow'], visible(snippet.slice(start, end)));
    at = end;
  }
  return text + visible(snippet.slice(at));
}
