import { Command } from 'commander';
import { BY_CLI } from '../../model/access.ts';
import { withApp } from '../context.ts';
import { findBackup } from '../find-backup.ts';
import { plural } from '../format.ts';
import { examples } from '../help.ts';
import { BACKUP } from '../options.ts';

/** `apple-juicer remove ID` */
export function removeCommand(): Command {
  return new Command('remove')
    .summary('delete the index of a backup')
    .description(
      'Deletes all indexed data of a backup from the database, including remnants in the database files. ' +
        'The backup itself is not changed and can be indexed again.',
    )
    .argument('<ID>', BACKUP)
    .addHelpText('after', examples('remove k3v9'))
    .action((id: string, _options: unknown, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { publicId } = await findBackup(app, id);
        await app.store.deleteIndex(publicId);
        await app.store.accesses.add(BY_CLI, { backup: publicId, action: 'index-removed' });
        const { rows } = await app.store.purge();
        if (out.json) return out.document({ backup: publicId, rows });
        await out.text(`The index of ${publicId} is deleted: ${plural(rows, 'row')} removed.\n`);
      }),
    );
}
