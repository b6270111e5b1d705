import { Command } from 'commander';
import type { BackupListView, BackupView } from '../../contract/backups.ts';
import { isFolder, SHORT, withApp } from '../context.ts';
import { formatBytes, formatMinute } from '../format.ts';
import { examples } from '../help.ts';
import { formatTable } from '../table.ts';
import { visible } from '../terminal-text.ts';

/** `apple-juicer list` */
export function listCommand(): Command {
  return new Command('list')
    .summary('list the backups on this computer')
    .description(
      'Finds backups in the default folders of Finder, iTunes and Apple Devices, in APPLE_JUICER_BACKUP_PATHS__BASE_PATH ' +
        'in every folder of --backups and of `apple-juicer folders`.',
    )
    .addHelpText('after', examples('list', 'list --backups /Volumes/Archive/Backups', 'list --json'))
    .action((_options: unknown, command: Command) =>
      withApp(
        command,
        undefined,
        async ({ app, out }) => {
          // Without the other views, which take as long as all the rest.
          const { listBackups, searchedView } = await import('../../views/backups.ts');
          const searched = (await app.catalog.refresh()).map(searchedView);
          const list: BackupListView = {
            backups: await listBackups(app.views),
            searched,
          };
          if (out.json) return out.document(list);
          for (const { path, problem } of searched)
            if (problem !== null) out.info(`${visible(path)}: ${visible(problem)}`);
          if (list.backups.length === 0) {
            out.info(
              'No backups found. Create one with Finder, iTunes or Apple Devices, or add its folder: apple-juicer folders add FOLDER',
            );
            return;
          }
          await out.text(formatBackups(list.backups));
        },
        SHORT,
      ),
    );
}

function formatBackups(backups: readonly BackupView[]): string {
  return formatTable(backups, [
    { title: 'ID', value: ({ id }) => id },
    { title: 'NAME', value: ({ name }) => name, maxWidth: 30 },
    { title: 'DEVICE', value: ({ device }) => device.productName ?? device.productType ?? '–', maxWidth: 24 },
    { title: 'IOS', value: ({ device }) => device.productVersion ?? '–', maxWidth: 10 },
    { title: 'BACKED UP', value: ({ backedUpAt }) => formatMinute(backedUpAt) },
    { title: 'SIZE', value: ({ sizeBytes }) => (sizeBytes === null ? '–' : formatBytes(sizeBytes)), align: 'right' },
    { title: 'ENCRYPTED', value: ({ encrypted }) => (encrypted ? 'yes' : 'no') },
    { title: 'STATE', value: stateOf, maxWidth: 40 },
    ...(backups.some(({ distinguishedBy }) => distinguishedBy.includes('folder'))
      ? [{ title: 'FOLDER', value: ({ path }: BackupView) => path, maxWidth: 60 }]
      : []),
  ]);
}

function stateOf({ path, state, status, stale, archived, vanishedAt }: BackupView): string {
  const parts = [
    vanishedAt === null ? null : isFolder(path) ? 'outside the searched folders' : 'folder is gone',
    state === 'complete' ? null : state,
    status.toLowerCase(),
    status === 'INDEXED' && stale ? 'stale: index again' : null,
    archived ? 'archived' : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
