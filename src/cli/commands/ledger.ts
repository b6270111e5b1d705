import { Command } from 'commander';
import type { CoverageView, UnreadStoreView } from '../../contract/unread.ts';
import { isFolder, SHORT, withApp } from '../context.ts';
import { findBackup } from '../find-backup.ts';
import { formatBytes, formatCount, formatTime, plural } from '../format.ts';
import { examples } from '../help.ts';
import { formatLedger } from '../ledger-text.ts';
import { BACKUP, parseLimit } from '../options.ts';
import { requireIndex } from '../pages.ts';
import { formatTable } from '../table.ts';

/** `apple-juicer ledger ID` */
export function ledgerCommand(): Command {
  return new Command('ledger')
    .summary('show what was read of a backup, what was not, and why')
    .description(
      'Shows the outcome of every artifact, and the largest databases, property lists, recordings and folders of apps that ' +
        'no artifact reads: `files` and `extract` reach those.',
    )
    .argument('<ID>', BACKUP)
    .option('--limit <N>', 'number of unread stores, 1–200', parseLimit, 20)
    .addHelpText('after', examples('ledger k3v9', 'ledger k3v9 --limit 200', 'ledger k3v9 --json'))
    .action((id: string, { limit }: { readonly limit: number }, command: Command) =>
      withApp(
        command,
        id,
        async ({ app, out }) => {
          const { getLedger, listUnread } = await import('../../views/index.ts');
          const { publicId, path } = requireIndex(await findBackup(app, id));
          const apps = isFolder(path) ? await app.sessions.apps({ id: publicId, path }) : [];
          const ledger = await getLedger(app.views, publicId);
          const { coverage, items: unread, keptOut } = await listUnread(app.views, publicId, apps, { limit });
          if (out.json) return out.document({ ledger, coverage, unread, keptOut });
          await out.text(
            `${formatLedger(ledger, 'explained')}\n${formatUnread(coverage, unread)}${keptOut.map(formatKeptOut).join('')}`,
          );
        },
        SHORT,
      ),
    );
}

function formatKeptOut(app: string): string {
  return `${app} keeps what it stores out of backups.\n`;
}

function formatUnread(coverage: CoverageView | null, unread: readonly UnreadStoreView[]): string {
  if (coverage === null) return 'What no artifact reads is known after the next `index`.\n';
  const { stores, unread: count, share, duplicates } = coverage;
  const percent = Math.floor(share * 100);
  const summary = `No artifact reads ${formatCount(count)} of ${plural(stores, 'store')} (${percent}% are read).\n`;
  const repeated =
    duplicates === 0 ? '' : `${plural(duplicates, 'row')} of the manifest repeated a fileID and were left out.\n`;
  if (unread.length === 0) return summary + repeated;
  const table = formatTable(unread, [
    { title: 'UNREAD', value: ({ kind }) => kind },
    { title: 'SIZE', value: ({ bytes }) => formatBytes(bytes), align: 'right' },
    { title: 'FILES', value: ({ files }) => formatCount(files), align: 'right' },
    { title: 'NEWEST', value: ({ newestAt }) => formatTime(newestAt).slice(0, 10) },
    { title: 'APP', value: ({ app }) => app ?? '–', maxWidth: 24 },
    { title: 'PLACE', value: ({ domain, path }) => (path === '' ? domain : `${domain} ${path}`), maxWidth: 100 },
  ]);
  const more = count > unread.length ? `… and ${formatCount(count - unread.length)} more.\n` : '';
  return `${summary}${repeated}${table}${more}`;
}
