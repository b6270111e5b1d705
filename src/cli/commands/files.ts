import { Command } from 'commander';
import type { FileView } from '../../contract/files.ts';
import { withApp } from '../context.ts';
import { FILE_PATTERN_HELP, NOTHING_MATCHES, parseFilePattern } from '../file-pattern.ts';
import { findBackupOnDisk } from '../find-backup.ts';
import { formatBytes, formatMinute, plural } from '../format.ts';
import { examples } from '../help.ts';
import { printItems } from '../item-list.ts';
import { BACKUP } from '../options.ts';
import { visible } from '../terminal-text.ts';
import { type PasswordOptions, unlock } from '../unlock.ts';

const LETTERS: Readonly<Record<FileView['kind'], string>> = { file: '-', directory: 'd', symlink: 'l', unknown: '?' };

/** `apple-juicer files ID [GLOB]` */
export function filesCommand(): Command {
  return new Command('files')
    .summary('list the files of a backup')
    .argument('<ID>', BACKUP)
    .argument('[GLOB]', FILE_PATTERN_HELP, '**')
    .option('--password-stdin', 'read the password from the first line of the standard input')
    .addHelpText(
      'after',
      examples('files k3v9', "files k3v9 '*.sqlite'", "files k3v9 'CameraRollDomain:Media/DCIM/**' --json"),
    )
    .action((id: string, glob: string, options: PasswordOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const record = await findBackupOnDisk(app, id);
        const handle = await app.sessions.handle(await unlock(app, record, options, out));
        const { fileView, listDamageView } = await import('../../views/index.ts');
        const { domain, path } = parseFilePattern(glob);
        await printItems(out, async (print) => {
          let [count, missing] = [0, 0];
          for await (const listed of handle.match(domain, path)) {
            const file = fileView(listed);
            count++;
            if (file.missing) missing++;
            await print(file, formatFile);
          }
          const damaged = listDamageView(await handle.isListDamaged());
          if (!out.json) out.info(count === 0 ? NOTHING_MATCHES : summary(count, missing));
          if (!out.json && damaged.damage !== null) out.info(damaged.damage);
          return damaged;
        });
      }),
    );
}

function summary(count: number, missing: number): string {
  const absent = missing === 0 ? 'all of them in the backup' : `${missing} of them without contents in the backup`;
  return `${plural(count, 'entry', 'entries')}, ${absent}`;
}

function formatFile({ kind, sizeHint, modifiedAt, domain, relativePath, target, missing, unsafe }: FileView): string {
  const size = (sizeHint === null || kind !== 'file' ? '' : formatBytes(sizeHint)).padStart(11);
  const facts = [
    target === null ? '' : ` -> ${visible(target)}`,
    missing ? ' (missing)' : '',
    unsafe ? ' (unsafe: a link, device or folder)' : '',
  ].join('');
  const path = `${visible(domain)}:${visible(relativePath)}`;
  return `${LETTERS[kind]} ${size}  ${formatMinute(modifiedAt).padEnd(23)}  ${path}${facts}\n`;
}
