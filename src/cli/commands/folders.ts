import { resolve } from 'node:path';
import { Command } from 'commander';
import type { SearchedFolderView } from '../../contract/folders.ts';
import { SHORT, withApp } from '../context.ts';
import { formatMinute, plural } from '../format.ts';
import { examples } from '../help.ts';
import { formatTable } from '../table.ts';
import { visible } from '../terminal-text.ts';

/** `apple-juicer folders` */
export function foldersCommand(): Command {
  return new Command('folders')
    .summary('list the folders that are searched for backups')
    .description(
      'The default folders of Finder, iTunes and Apple Devices, those of APPLE_JUICER_BACKUP_PATHS__BASE_PATH and ' +
        '--backups, and those that were added here or in the page.',
    )
    .addHelpText('after', examples('folders', 'folders add /Volumes/Archive', 'folders remove /Volumes/Archive'))
    .action((_options: unknown, command: Command) =>
      withApp(
        command,
        undefined,
        async ({ app, out }) => {
          const { listSearchedFolders } = await import('../../views/index.ts');
          const folders = await listSearchedFolders(app.views, await app.catalog.refresh());
          if (out.json) return out.document({ folders });
          if (folders.length === 0) {
            out.info('No folder is searched. Add one with `apple-juicer folders add FOLDER`.');
            return;
          }
          await out.text(formatFolders(folders));
          for (const { path, problem } of folders)
            if (problem !== null) out.info(`${visible(path)}: ${visible(problem)}`);
        },
        SHORT,
      ),
    )
    .addCommand(addCommand())
    .addCommand(removeCommand());
}

/** `apple-juicer folders add` */
function addCommand(): Command {
  return new Command('add')
    .summary('search another folder from now on')
    .description('A folder of backups, a backup, or a folder around or inside one. Running servers search it, too.')
    .argument('<FOLDER>', 'path of the folder')
    .addHelpText('after', examples('folders add /Volumes/Archive/Backups'))
    .action((path: string, _options: unknown, command: Command) =>
      withApp(command, undefined, async ({ app, out }) => {
        const { addFolder } = await import('../../indexing/added-folders.ts');
        const { folderLookView } = await import('../../views/index.ts');
        const { ownPaths } = await import('../../settings.ts');
        const context = { ...app, ownPaths: ownPaths(app.settings) };
        const look = folderLookView(await addFolder(context, resolve(path)));
        if (out.json) return out.document(look);
        await out.text(`Added ${visible(look.path)}: ${plural(look.backups.length, 'backup')}.\n`);
        if (look.problem !== null) out.info(visible(look.problem));
      }),
    );
}

/** `apple-juicer folders remove` */
function removeCommand(): Command {
  return new Command('remove')
    .summary('stop searching an added folder')
    .description('Nothing is deleted on disk. Backups in it that were indexed stay in the list; others leave it.')
    .argument('<FOLDER>', 'path of the folder, as `apple-juicer folders` lists it')
    .addHelpText('after', examples('folders remove /Volumes/Archive/Backups'))
    .action((path: string, _options: unknown, command: Command) =>
      withApp(command, undefined, async ({ app, out }) => {
        const { removeFolder } = await import('../../indexing/added-folders.ts');
        const folder = resolve(path);
        const { ownPaths } = await import('../../settings.ts');
        await removeFolder({ ...app, ownPaths: ownPaths(app.settings) }, folder);
        await app.store.purge();
        if (out.json) return out.document({ removed: folder });
        await out.text(`${visible(folder)} is not searched any more.\n`);
      }),
    );
}

const ORIGINS = { setting: 'settings', default: 'default', added: 'added' } as const;

function formatFolders(folders: readonly SearchedFolderView[]): string {
  return formatTable(folders, [
    { title: 'FOLDER', value: ({ path }) => path, maxWidth: 80 },
    { title: 'BACKUPS', value: ({ found }) => String(found), align: 'right' },
    { title: 'FROM', value: ({ origin }) => ORIGINS[origin] },
    { title: 'ADDED', value: ({ addedAt }) => formatMinute(addedAt) },
  ]);
}
