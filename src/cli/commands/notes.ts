import { Command, Option } from 'commander';
import type { App } from '../../app.ts';
import type { Inclusion } from '../../contract/common.ts';
import type { NoteView } from '../../contract/notes.ts';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { type CommandContext, withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { formatMinute } from '../format.ts';
import { examples } from '../help.ts';
import { addMarkOptions, type MarkOptions } from '../mark-options.ts';
import { allOption, BACKUP, cursorOption, limitOption } from '../options.ts';
import { type PageOptions, printTablePages, requireIndex } from '../pages.ts';
import { askPassword, readPassword } from '../password.ts';
import { visibleLines } from '../terminal-text.ts';

interface NoteOptions extends PageOptions, MarkOptions {
  readonly folder?: string;
  readonly account?: string;
  readonly quick?: true;
  readonly find?: string;
  readonly trashed: Inclusion;
  readonly sort: 'modified' | 'created' | 'title';
  readonly format: 'html' | 'markdown' | 'text';
  readonly unlock?: true;
  readonly notePasswordStdin?: true;
}

/** `apple-juicer notes ID [KEY]` */
export function notesCommand(): Command {
  const command = new Command('notes')
    .summary('list the notes of an indexed backup, or read one')
    .argument('<ID>', BACKUP)
    .argument('[KEY]', 'key of a note to read');
  return addMarkOptions(command, 'notes')
    .option('--folder <KEY>', 'only notes in this folder')
    .option('--account <NAME>', 'only notes of this account')
    .option('--quick', 'only Quick Notes')
    .option('--find <QUERY>', 'only notes that match: words, prefix*, "phrases", -not, OR')
    .addOption(
      new Option('--trashed <WHICH>', 'deleted notes: exclude, only these, or include')
        .choices(['no', 'only', 'too'])
        .default('no'),
    )
    .addOption(new Option('--sort <ORDER>', 'sort order').choices(['modified', 'created', 'title']).default('modified'))
    .addOption(limitOption('notes'))
    .addOption(cursorOption())
    .addOption(allOption())
    .addOption(
      new Option('--format <FORMAT>', 'output format of a note').choices(['text', 'markdown', 'html']).default('text'),
    )
    .option('--unlock', 'ask for the password of a locked note (of Notes, not of the backup)')
    .option('--note-password-stdin', 'read the note password from the first line of the standard input')
    .addHelpText(
      'after',
      examples(
        'notes k3v9',
        "notes k3v9 --find 'flour sug*'",
        'notes k3v9 4C6B2E1F-… --format markdown',
        'notes k3v9 4C6B2E1F-… --unlock',
      ),
    )
    .action((id: string, key: string | undefined, options: NoteOptions, command: Command) =>
      withApp(command, id, async (context) => {
        const { publicId } = requireIndex(await findBackupInCatalog(context.app, id));
        await (key === undefined ? printList(context, publicId, options) : printNote(context, publicId, key, options));
      }),
    );
}

async function printList({ app, out }: CommandContext, backup: BackupId, options: NoteOptions): Promise<void> {
  const { listNotes } = await import('../../views/index.ts');
  await printTablePages(
    out,
    options,
    ({ folder, account, quick, find, trashed, starred, tag, sort, limit, cursor }) =>
      listNotes(app.views, backup, {
        trashed,
        sort,
        limit,
        ...(folder === undefined ? {} : { folder }),
        ...(account === undefined ? {} : { account }),
        ...(quick === undefined ? {} : { quick }),
        ...(starred === undefined ? {} : { starred }),
        ...(tag === undefined ? {} : { tag }),
        ...(find === undefined ? {} : { query: find }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    [
      { title: 'KEY', value: ({ key }) => key },
      { title: 'CHANGED', value: ({ modifiedAt }) => formatMinute(modifiedAt) },
      { title: 'FOLDER', value: ({ folderName }) => folderName ?? '–', maxWidth: 20 },
      { title: 'TITLE', value: ({ title, isLocked }) => (isLocked ? `${title} (locked)` : title), maxWidth: 50 },
    ],
    { listed: { views: app.views, backup, of: { kind: 'note' } } },
  );
}

async function printNote(
  { app, out }: CommandContext,
  backup: BackupId,
  key: string,
  options: NoteOptions,
): Promise<void> {
  const { getNote } = await import('../../views/index.ts');
  const { format } = options;
  const stored = await getNote(app.views, backup, key, { format });
  const shouldUnlock = options.unlock === true || options.notePasswordStdin === true;
  const note = shouldUnlock ? { ...stored, ...(await openNote(app, backup, key, options)) } : stored;
  if (out.json) return out.document(note);
  if (note.rendered === null) throw new DomainError('NOT_FOUND', unreadableReason(note));
  await out.text(`${visibleLines(note.rendered.content)}\n`);
}

async function openNote(
  app: App,
  backup: BackupId,
  key: string,
  { format, notePasswordStdin }: NoteOptions,
): Promise<Pick<NoteView, 'document' | 'rendered' | 'attachments'>> {
  const { getLockedNote, openedNote } = await import('../../views/index.ts');
  const { openLockedNote } = await import('../../artifacts/rich/notes/locked/open-locked-note.ts');
  const locked = await getLockedNote(app.views, backup, key);
  if (notePasswordStdin !== true && !process.stdin.isTTY) {
    throw new DomainError('BAD_REQUEST', msg('detail.no-terminal-for-note'));
  }
  const password = notePasswordStdin === true ? await readPassword() : await askPassword('Password of the note: ');
  // Their keys are for a program that shows the files of the note.
  const { fileKeys: _, ...content } = await openedNote(
    app.views,
    backup,
    key,
    await openLockedNote(locked, password),
    format,
  );
  return content;
}

function unreadableReason({ bodyState, lock }: NoteView): StoredMessage {
  switch (bodyState) {
    case 'locked':
      return lock?.scheme === 'password' ? msg('detail.note-locked') : msg('detail.note-not-unlockable');
    case 'not-downloaded':
      return msg('detail.note-not-downloaded');
    default:
      return msg('detail.note-unreadable');
  }
}
