import { Command } from 'commander';
import { english } from '../../locales/english.ts';
import { ERROR_TABLE } from '../../model/errors.ts';
import type { RunState } from '../../model/progress.ts';
import { withApp } from '../context.ts';
import { findBackupOnDisk } from '../find-backup.ts';
import { plural } from '../format.ts';
import { examples } from '../help.ts';
import { CLEAR_TEXT_NOTICE, indexBackup } from '../index-backup.ts';
import { formatLedger } from '../ledger-text.ts';
import { type PasswordOptions, unlock } from '../unlock.ts';

/** `apple-juicer index ID` */
export function indexCommand(): Command {
  return new Command('index')
    .summary('index messages, photos, notes and more of a backup')
    .description(
      'Reads a backup into the database. The backup itself is never changed. Ctrl-C cancels and keeps the previous index; ' +
        'unchanged data is not read again.',
    )
    .argument('<ID>', 'id, beginning of an id, device name, or folder')
    .option('--password-stdin', 'read the password from the first line of the standard input')
    .addHelpText('after', examples('index k3v9', 'index k3v9 --password-stdin < password.txt'))
    .action((id: string, options: PasswordOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        const { getLedger } = await import('../../views/index.ts');
        const record = await findBackupOnDisk(app, id);
        if (record.lastIndexedAt === null && !out.json) out.info(CLEAR_TEXT_NOTICE);
        const ref = await unlock(app, record, options, out);
        const run = await indexBackup(app, ref, out);
        const ledger = await getLedger(app.views, ref.id);
        if (out.json) {
          const { toIndexProgress } = await import('../../contract/backups.ts');
          await out.document({ run: toIndexProgress(run), ledger });
          return leaveAs(run.state);
        }
        const seconds = ((run.finishedAt ?? 0) - (run.startedAt ?? 0)) / 1000;
        // Without indexed records, suggest listing files instead of searching.
        const next = ledger.some(({ parsed }) => parsed > 0) ? `search "…" --backup ${ref.id}` : `files ${ref.id}`;
        await out.text(
          `${formatLedger(ledger)}\nIndexed ${plural(run.records, 'record')} in ${seconds.toFixed(1)} s. ` +
            `Next: apple-juicer ${next}\n`,
        );
        if (run.state === 'partial') out.info(`${english(run.reason)}`);
        leaveAs(run.state);
      }),
    );
}

/** A run in which some artifacts could not be read has a special exit status. */
function leaveAs(state: RunState): void {
  if (state === 'partial') process.exitCode = ERROR_TABLE.PARTLY_READ.exit;
}
