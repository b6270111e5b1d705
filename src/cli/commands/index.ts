import { Command, Option } from 'commander';
import type { ChoiceChange } from '../../artifacts/change-choice.ts';
import { english } from '../../locales/english.ts';
import type { ArtifactChoice } from '../../model/artifact-choice.ts';
import { ERROR_TABLE } from '../../model/errors.ts';
import type { RunState } from '../../model/progress.ts';
import type { BackupRecord } from '../../storage/index.ts';
import { SHORT, withApp } from '../context.ts';
import { findBackupOnDisk } from '../find-backup.ts';
import { plural } from '../format.ts';
import { examples } from '../help.ts';
import { CLEAR_TEXT_NOTICE, indexBackup } from '../index-backup.ts';
import { formatLedger } from '../ledger-text.ts';
import { BACKUP } from '../options.ts';
import { keysForWorker, type PasswordOptions } from '../unlock.ts';

interface IndexOptions extends PasswordOptions {
  readonly only?: readonly string[];
  readonly without?: readonly string[];
  readonly add?: readonly string[];
  readonly everything?: boolean;
}

/** `apple-juicer index ID` */
export function indexCommand(): Command {
  return new Command('index')
    .summary('index messages, photos, notes and more of a backup')
    .description(
      'Reads a backup into the database. The backup itself is never changed. Ctrl-C cancels and keeps the previous index; ' +
        'unchanged data is not read again. What is chosen here is kept for later runs.',
    )
    .argument('<ID>', BACKUP)
    .option('--password-stdin', 'read the password from the first line of the standard input')
    .addOption(choiceOption('--only', 'read only these').conflicts(['without', 'add', 'everything']))
    .addOption(choiceOption('--without', 'read all but these').conflicts(['add', 'everything']))
    .addOption(choiceOption('--add', 'read these too').conflicts('everything'))
    .option('--everything', 'read everything, whatever was chosen before')
    .addHelpText(
      'after',
      examples('index k3v9', 'index k3v9 --without web,notes', 'index k3v9 --password-stdin < password.txt'),
    )
    .action((id: string, options: IndexOptions, command: Command) =>
      withApp(
        command,
        id,
        async ({ app, out }) => {
          const { getLedger } = await import('../../views/backups.ts');
          const record = await findBackupOnDisk(app, id);
          if (record.lastIndexedAt === null && !out.json) out.info(CLEAR_TEXT_NOTICE);
          const choice = await choiceOf(record, options);
          const ref = { id: record.publicId, path: record.path };
          const keys = await keysForWorker(app, record, options, out);
          const run = await indexBackup(app, { ref, keys }, out, choice);
          const ledger = await getLedger(app.views, ref.id);
          if (out.json) {
            const { toIndexProgress } = await import('../../contract/backups.ts');
            await out.document({ run: toIndexProgress(run), ledger });
            return leaveAs(run.state);
          }
          const seconds = ((run.finishedAt ?? 0) - (run.startedAt ?? 0)) / 1000;
          // Without indexed records, suggest listing files instead of searching.
          const hasRecords = ledger.some(({ parsed }) => parsed > 0);
          const next = hasRecords ? `search "…" --backup ${ref.id}` : `files ${ref.id}`;
          const isUnchanged = hasRecords && run.records === 0 && run.state === 'succeeded';
          const done = isUnchanged
            ? `Nothing had to be read again: the backup has not changed since it was indexed (${seconds.toFixed(1)} s).`
            : `Indexed ${plural(run.records, 'record')} in ${seconds.toFixed(1)} s.`;
          await out.text(`${formatLedger(ledger)}\n${done} Next: apple-juicer ${next}\n`);
          if (run.state === 'partial') out.info(`${english(run.reason)}`);
          leaveAs(run.state);
        },
        // The worker reads and writes most.
        SHORT,
      ),
    );
}

/** A list of artifacts and areas, separated by commas or repeated. */
function choiceOption(flag: string, text: string): Option {
  return new Option(`${flag} <NAMES>`, `${text}: artifacts and areas, like messages,web`).argParser(
    (value: string, earlier: readonly string[] | undefined) => [
      ...(earlier ?? []),
      ...value.split(',').map((name) => name.trim()),
    ],
  );
}

/** Undefined if the earlier choice is kept. @throws BAD_REQUEST */
async function choiceOf({ choice }: BackupRecord, options: IndexOptions): Promise<ArtifactChoice | null | undefined> {
  const change = changeOf(options);
  if (change === null) return undefined;
  const { changeChoice } = await import('../../artifacts/change-choice.ts');
  return changeChoice(choice, change);
}

/** Null if the earlier choice is kept. */
function changeOf({ only, without, add, everything }: IndexOptions): ChoiceChange | null {
  if (everything === true) return { mode: 'all' };
  if (only !== undefined) return { mode: 'only', names: only };
  if (without !== undefined) return { mode: 'without', names: without };
  return add === undefined ? null : { mode: 'add', names: add };
}

/** A run in which some artifacts could not be read has a special exit status. */
function leaveAs(state: RunState): void {
  if (state === 'partial') process.exitCode = ERROR_TABLE.PARTLY_READ.exit;
}
