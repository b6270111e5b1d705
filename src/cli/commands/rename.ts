import { Command } from 'commander';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { SHORT, withApp } from '../context.ts';
import { findBackup } from '../find-backup.ts';
import { examples } from '../help.ts';
import { BACKUP } from '../options.ts';
import { visible } from '../terminal-text.ts';

/** `apple-juicer rename ID [NAME]` */
export function renameCommand(): Command {
  return new Command('rename')
    .summary('name a backup, to tell it from others of the same device')
    .description('The name stands in all lists, searches and exports. The backup is not changed.')
    .argument('<ID>', BACKUP)
    .argument('[NAME]', 'the name; without it, the name of the device is used again')
    .addHelpText('after', examples('rename k3v9 "Mum’s old phone"', 'rename k3v9'))
    .action((id: string, wanted: string | undefined, _options: unknown, command: Command) =>
      withApp(
        command,
        id,
        async ({ app, out }) => {
          const { BackupNameSchema } = await import('../../contract/backups.ts');
          const { publicId } = await findBackup(app, id);
          const parsed = BackupNameSchema.safeParse({ name: wanted ?? null });
          if (!parsed.success) throw new DomainError('BAD_REQUEST', msg('detail.name-expected'));
          await app.store.backups.rename(publicId, parsed.data.name);
          const { listBackups } = await import('../../views/index.ts');
          const backup = (await listBackups(app.views)).find((each) => each.id === publicId);
          await (out.json ? out.document(backup) : out.text(`${publicId} is ${visible(backup?.name ?? '')}.\n`));
        },
        SHORT,
      ),
    );
}
