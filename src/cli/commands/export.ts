import { Command } from 'commander';
import type { About, ExportProgress, PreparedExport } from '../../export/index.ts';
import { BY_CLI } from '../../model/access.ts';
import { type CommandContext, SHORT, withApp } from '../context.ts';
import { startExportBar } from '../export/export-bar.ts';
import { addExportOptions, type ExportOptions } from '../export/options.ts';
import { planOf } from '../export/plan-of-options.ts';
import { printSummary } from '../export/summary.ts';
import { ExportWriter } from '../export/write-files.ts';
import { notePasswordsOf } from '../extract/note-passwords.ts';
import { redactionOf } from '../extract/redaction-options.ts';
import { TargetFolder } from '../extract/target-folder.ts';
import { zipPasswordOf } from '../extract/write-encrypted.ts';
import { findBackupInCatalog, findBackupOnDisk } from '../find-backup.ts';
import { formatLeftovers } from '../format.ts';
import { examples } from '../help.ts';
import { printItems } from '../item-list.ts';
import { BACKUP } from '../options.ts';
import { ignoreClosedStdout } from '../output.ts';
import { requireIndex } from '../pages.ts';
import { unlock } from '../unlock.ts';

/** Marker file that is in the folder until the export is complete. */
const INCOMPLETE = 'INCOMPLETE.txt';
const NOT_YET = 'This export is being written, or was broken off. Files are missing.\r\n';
/** Printed before an export that has lost its database begins again. */
const WAITING = 'The database cannot be reached. The export waits for it, and is then made from its start.';

/** `apple-juicer export ID --what conversations --format html --to DIR` */
export function exportCommand(): Command {
  const command = new Command('export')
    .summary('export indexed data to common formats')
    .description(
      'Writes an export to DIR, with a description in ABOUT.json. All record kinds (`apple-juicer kinds`) can be exported ' +
        'as html, pdf, csv, xlsx, json, jsonl and markdown; chats, contacts, notes, events, photos and places have special ' +
        'formats, which the error message for an unknown --format lists. Existing files are replaced.',
    )
    .argument('<ID>', BACKUP);
  return addExportOptions(command)
    .addHelpText(
      'after',
      examples(
        'export k3v9 --what conversations --format html --to messages --files',
        'export k3v9 --what conversations --key 12 --format pdf --to case --files --bates AJ-',
        'export k3v9 --what contacts --format vcard3 --to contacts',
        'export k3v9 --what photos --format jpeg --to photos --folders album --sidecar xmp',
        'export k3v9 --what conversations --key 12 --format pdf --to case --pack',
        'export k3v9 --plan case/export-plan.json --to again',
        'export k3v9 --what keepsake --to stick --files',
        'export k3v9 --what notes --format html --to notes --unlock-notes',
        'export k3v9 --what conversations --key 12 --format pdf --to case --redact-people all --redact-words "Project X"',
      ),
    )
    .action(async (id: string, options: ExportOptions, command: Command) => {
      const { startWorkerAhead } = await import('../../export/thread/start-worker.ts');
      startWorkerAhead(options.what ?? null);
      // The thread of the export reads the database; this one only looks the backup up.
      await withApp(command, id, (context) => runExport(context, id, options, command), SHORT);
    });
}

/** Leaves no empty folder behind if the export is refused. */
async function runExport(context: CommandContext, id: string, options: ExportOptions, command: Command): Promise<void> {
  const target: { opened: TargetFolder | null } = { opened: null };
  try {
    await writeExport(context, id, options, command, (opened) => {
      target.opened = opened;
    });
  } catch (error) {
    await target.opened?.removeIfNew();
    throw error;
  }
}

async function writeExport(
  { app, out }: CommandContext,
  id: string,
  options: ExportOptions,
  command: Command,
  onTarget: (target: TargetFolder) => void,
): Promise<void> {
  ignoreClosedStdout();
  // Not from its index, which loads what the thread does.
  const { prepareExport } = await import('../../export/prepare-export.ts');
  const { exportContext, exportFiles } = await import('../../api/export-files.ts');
  const { Interruptions } = await import('../../storage/interruptions.ts');
  const request = await planOf(options, command);
  const opensBackup = request.files || request.sources === true;
  const isEncrypted = options.encrypt === true || options.encryptFile !== undefined;
  const redaction = await redactionOf(options);
  const notes = await openedNotes(options);
  const zipPassword = isEncrypted ? await zipPasswordOf(options.encryptFile) : undefined;
  const record = requireIndex(await (opensBackup ? findBackupOnDisk(app, id) : findBackupInCatalog(app, id)));
  const backups = (await app.store.backups.list()).map(({ path }) => path);
  const target = await TargetFolder.open(options.to, backups);
  onTarget(target);
  if (request.pack === true) await target.requireEmpty();
  const files = opensBackup
    ? exportFiles(record.publicId, await app.sessions.handle(await unlock(app, record, options, out)), app.media)
    : null;
  const bar = await startExportBar(out.isInteractive);
  const writer = new ExportWriter(target, out, bar);
  const interruptions = new Interruptions(app.settings.postgres.wait_seconds * 1000);
  const onWait = (): void => {
    bar.clear();
    out.info(WAITING);
  };
  // Each attempt has the same bytes if the index is the same.
  const plan = { ...request, exportedAt: request.exportedAt ?? Date.now() };
  const context = {
    ...exportContext(app, files),
    zipPassword,
    redaction,
    openNote: notes?.open,
    onStart: (read: () => ExportProgress) => bar.watch(read),
  };
  const prepare = async (): Promise<PreparedExport> => {
    const made = await prepareExport(context, record.publicId, plan);
    interruptions.answered();
    bar.watch(() => made.progress());
    // What is refused leaves nothing in the folder.
    await made.finish();
    return made;
  };
  let about: About;
  try {
    let prepared: PreparedExport | null = await interruptions.repeat(prepare, onWait);
    ({ about } = prepared);
    const { what, format } = request;
    const count = about.excerpt?.count ?? null;
    await app.store.accesses.add(BY_CLI, { backup: record.publicId, action: 'exported', what, format, count });
    await target.writeFile(INCOMPLETE, null, (file) => file.write(NOT_YET));
    await printItems(out, (print) =>
      interruptions.repeat(async () => {
        const made = prepared ?? (await prepare());
        prepared = null;
        ({ about } = made);
        await writer.begin();
        return isEncrypted ? writer.writeZip(made, print) : writer.writeFiles(made, print);
      }, onWait),
    );
  } finally {
    bar.stop();
    notes?.forget();
  }
  await target.removeFile(INCOMPLETE);
  await printSummary(out, options.to, writer, about);
  if (target.leftovers > 0) out.info(formatLeftovers(target.leftovers));
}

/** Passwords of locked notes; null if none are asked for. The module is loaded only then. */
async function openedNotes(options: ExportOptions) {
  const passwords = await notePasswordsOf(options);
  return passwords === null ? null : new (await import('../../api/note-passwords.ts')).NotePasswords(passwords);
}
