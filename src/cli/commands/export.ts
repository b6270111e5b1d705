import { join } from 'node:path';
import { Command } from 'commander';
import type { ExportPlan } from '../../contract/export.ts';
import type { ExportProgress, PreparedExport } from '../../export/index.ts';
import { msg } from '../../locales/messages.ts';
import { BY_CLI } from '../../model/access.ts';
import { DomainError } from '../../model/errors.ts';
import { type CommandContext, SHORT, withApp } from '../context.ts';
import { startExportBar } from '../export-bar.ts';
import { beginFile } from '../extract/begin-file.ts';
import { BegunFiles, type WrittenFile } from '../extract/begun-files.ts';
import { type NotePasswordOptions, notePasswordsOf } from '../extract/note-passwords.ts';
import {
  addRedactionOptions,
  REDACTION_OPTIONS,
  type RedactionOptions,
  redactionOf,
} from '../extract/redaction-options.ts';
import { TargetFolder } from '../extract/target-folder.ts';
import { writeDownload, zipPasswordOf } from '../extract/write-encrypted.ts';
import { findBackupInCatalog, findBackupOnDisk } from '../find-backup.ts';
import { formatBytes, plural } from '../format.ts';
import { examples } from '../help.ts';
import { printItems } from '../item-list.ts';
import { libraryOnly } from '../library-only.ts';
import { append, BACKUP } from '../options.ts';
import { ignoreClosedStdout } from '../output.ts';
import { requireIndex } from '../pages.ts';
import { visible } from '../terminal-text.ts';
import { type PasswordOptions, unlock } from '../unlock.ts';

interface ExportOptions extends PasswordOptions, RedactionOptions, NotePasswordOptions {
  readonly plan?: string;
  readonly what?: string;
  readonly format?: string;
  readonly to: string;
  readonly key?: readonly string[];
  readonly query?: string;
  readonly only?: readonly string[];
  readonly message?: readonly string[];
  readonly order?: string;
  readonly split?: string;
  readonly tag?: readonly string[];
  readonly starred?: true;
  readonly since?: string;
  readonly until?: string;
  readonly timeZone?: string;
  readonly language?: string;
  readonly ownerName?: string;
  readonly files?: boolean;
  readonly bom?: boolean;
  readonly paper?: string;
  readonly bates?: string;
  readonly batesStart?: string;
  readonly citations: boolean;
  readonly album?: string;
  readonly person?: string;
  readonly favourites?: true;
  readonly kind?: string;
  readonly trait?: string;
  readonly area?: string;
  readonly allAssets?: true;
  readonly hidden?: string;
  readonly trashed?: string;
  readonly versions?: string;
  readonly folders?: string;
  readonly sidecar?: readonly string[];
  readonly embed?: boolean;
  readonly quality?: string;
  readonly include?: readonly string[];
  readonly chat?: readonly string[];
  readonly pictures?: string;
  readonly encrypt?: boolean;
  readonly encryptFile?: string;
  readonly pack?: boolean;
  readonly sources?: boolean;
  readonly exportedAt?: string;
}

/** Marker file that is in the folder until the export is complete. */
const INCOMPLETE = 'INCOMPLETE.txt';
/** Lists of files that are missing, damaged or could not be converted. */
const OF_WHAT_LACKS: ReadonlySet<string> = new Set(['MISSING.txt', 'DAMAGED.txt', 'NOT-CONVERTED.txt']);
/** Exports of nothing but files of the backup, which are therefore included. */
const NEED_FILES: ReadonlySet<string> = new Set(['photos']);
/** `what` of keepsakes, and the app of a --chat that names none. */
const KEEPSAKE = 'keepsake';

/** The page that leads to all others of an export. */
const ENTRANCE = 'index.html';
const DEFAULT_APP = 'conversations';
/** Number of files that a terminal lists; a keepsake has tens of thousands. A pipe gets all. */
const MAX_LISTED = 20;
const NOT_YET = 'This export is being written, or was broken off. Files are missing.\r\n';

/** `apple-juicer export ID --what conversations --format html --to DIR` */
export function exportCommand(): Command {
  const command = new Command('export')
    .summary('export indexed data to common formats')
    .description(
      'Writes an export to DIR, with a description in ABOUT.json. All record kinds (`apple-juicer kinds`) can be exported ' +
        'as html, pdf, csv, xlsx, json, jsonl and markdown; chats, contacts, notes, events, photos and places have special ' +
        'formats, which the error message for an unknown --format lists. Existing files are replaced.',
    )
    .argument('<ID>', BACKUP)
    .option('--what <WHAT>', 'what to export: conversations, contacts, voicemail …')
    .option('--plan <FILE>', 'make an export again: its export-plan.json gives the same bytes')
    .option('--format <FORMAT>', 'format of the export (default: the first of its kind, html for chats)')
    .requiredOption('--to <DIR>', 'target folder; created if missing')
    .option('--key <KEY>', 'only the record with this key, or the name of the table (repeatable)', append)
    .option('--query <QUERY>', 'for search, photos and kinds: only what this finds, as in `apple-juicer search`')
    .option('--tag <TAG>', 'for search, photos and kinds: only records with this tag (repeatable)', append)
    .option('--starred', 'for search, photos and kinds: only records with a star')
    .option('--only <KIND>', 'for search: only records of this kind (repeatable)', append)
    .option('--message <KEY>', 'for one chat: only the message with this key (repeatable)', append)
    .option('--order <ORDER>', 'what is first, where the format has a choice: oldest or newest (default: oldest)')
    .option('--split <NUMBER>', 'most messages of an HTML page (default: 10000) or items of a PDF (default: 2500)')
    .option('--since <TIME>', 'only records since this day or time')
    .option('--until <TIME>', 'only records until this day, inclusive, or before this time')
    .option('--time-zone <ZONE>', 'time zone of local times (default: that of this computer)')
    .option('--language <LANGUAGE>', 'language of what people read: en, de, fr (default: that of this computer)')
    .option('--owner-name <NAME>', 'what the owner of the phone is called instead of “You”')
    .option('--files', 'include attachments and contact pictures; in a PDF, pictures inline')
    .option('--bom', 'CSV with a byte order mark, for Excel')
    .option('--paper <SIZE>', 'PDF: size of the page, a4 or letter (default: a4)')
    .option('--bates <PREFIX>', 'PDF: Bates numbers with this prefix on each page')
    .option('--bates-start <NUMBER>', 'PDF: the first Bates number (default: 1)')
    .option('--no-citations', 'PDF: without the appendix that names the source of each item')
    .option('--album <KEY>', 'photos: only those in this album')
    .option('--person <KEY>', 'photos: only those of this person')
    .option('--favourites', 'photos: only favourites')
    .option('--kind <KIND>', 'photos: only photo, video or audio')
    .option('--trait <TRAIT>', 'photos: only selfies, panoramas, HDR pictures …')
    .option('--area <SIDES>', 'photos: only those taken in this box, as north,south,east,west in degrees')
    .option('--all-assets', 'photos: also those of shared albums and unpicked burst photos')
    .option('--hidden <WHICH>', 'photos in the Hidden album: no, only or too (default: no)')
    .option('--trashed <WHICH>', 'photos in Recently Deleted: no, only or too (default: no)')
    .option('--versions <VERSIONS>', 'photos: original, edited or both (default: both)')
    .option(
      '--folders <TEMPLATE>',
      'photos: none, year, month, day, album, or a template like {year}/{album}/{filename}',
    )
    .option('--sidecar <KIND>', 'photos: xmp or json beside each (repeatable)', append)
    .option('--embed', 'photos: the XMP in JPEG files themselves; beside the others')
    .option('--quality <NUMBER>', 'photos: quality of JPEGs, 1 to 100 (default: 90)')
    .option(
      '--include <WHAT>',
      'keepsake: only these chats, kinds, photos or notes, as --what has them (repeatable)',
      append,
    )
    .option('--chat <APP:KEY>', 'keepsake: only this chat, like conversations:12 (repeatable)', append)
    .option('--pictures <WHICH>', 'keepsake: thumbnails, pictures or originals (default: pictures)')
    .option('--encrypt', 'one ZIP, encrypted with a password that is asked for (AES-256), instead of files')
    .option('--encrypt-file <FILE>', 'like --encrypt, with the password in the first line of this file')
    .option('--unlock-notes', 'notes, keepsake: ask for the passwords of locked notes, to export their text')
    .option('--note-password-file <FILE>', 'like --unlock-notes, with the passwords in this file, one a line')
    .option('--pack', 'with proof: digests of all files, signed, and a page that checks them (see `verify`)')
    .option('--sources', 'with --pack: the whole databases and files that it was read from, too')
    .option('--exported-at <TIME>', 'the time of an earlier export (ISO), to make the same bytes again')
    .option('--password-stdin', 'read the password from the first line of the standard input');
  return addRedactionOptions(command)
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
      const { startIdleThread } = await import('../../export/thread/export-thread.ts');
      startIdleThread(options.what ?? null);
      const use = async ({ app, out }: CommandContext): Promise<void> => {
        ignoreClosedStdout();
        // Not from its index, which loads what the thread does.
        const { prepareExport } = await import('../../export/prepare-export.ts');
        const { exportContext, exportFiles } = await import('../../api/export-files.ts');
        const request = await planOf(options, command);
        const opensBackup = request.files || request.sources === true;
        const isEncrypted = options.encrypt === true || options.encryptFile !== undefined;
        const redaction = await redactionOf(options);
        const notePasswords = await notePasswordsOf(options);
        const notes =
          notePasswords === null
            ? null
            : new (await import('../../api/note-passwords.ts')).NotePasswords(notePasswords);
        const zipPassword = isEncrypted ? await zipPasswordOf(options.encryptFile) : undefined;
        const record = requireIndex(await (opensBackup ? findBackupOnDisk(app, id) : findBackupInCatalog(app, id)));
        const backups = (await app.store.backups.list()).map(({ path }) => path);
        const target = await TargetFolder.open(options.to, backups);
        if (request.pack === true) await target.requireEmpty();
        const files = opensBackup
          ? exportFiles(record.publicId, await app.sessions.handle(await unlock(app, record, options, out)), app.media)
          : null;
        const bar = await startExportBar(out.isInteractive);
        let prepared: PreparedExport;
        let [count, total] = [0, 0];
        const lists: string[] = [];
        let hasEntrance = false;
        try {
          const context = {
            ...exportContext(app, files),
            zipPassword,
            redaction,
            openNote: notes?.open,
            onStart: (read: () => ExportProgress) => bar.watch(read),
          };
          prepared = await prepareExport(context, record.publicId, request);
          bar.watch(() => prepared.progress());
          // What is refused leaves nothing in the folder.
          await prepared.finish();
          const { what, format } = request;
          const exported = prepared.about.excerpt?.count ?? null;
          await app.store.accesses.add(BY_CLI, {
            backup: record.publicId,
            action: 'exported',
            what,
            format,
            count: exported,
          });
          await target.writeFile(INCOMPLETE, null, (file) => file.write(NOT_YET));
          await printItems(out, async (print) => {
            if (isEncrypted) {
              const written = await writeDownload(target, prepared);
              [count, total] = [1, written.bytes];
              bar.clear();
              await print<WrittenFile>(written, (item) => `${visible(item.path)}\n`);
              return { about: prepared.about };
            }
            const begun = new BegunFiles();
            const list = async (written: WrittenFile): Promise<void> => {
              if (!out.isForTerminal || count <= MAX_LISTED) {
                await print<WrittenFile>(written, (item) => `${visible(item.path)}\n`);
              } else if (count === MAX_LISTED + 1) await out.text('…\n');
            };
            const tell = async (waits: 'for-some' | 'for-all'): Promise<void> => {
              for await (const written of begun.ended(waits)) {
                bar.clear();
                if (OF_WHAT_LACKS.has(written.path)) lists.push(written.path);
                hasEntrance ||= written.path === ENTRANCE;
                if (written.path === 'NO-TIME-STAMP.txt') out.info('No time stamp: see NO-TIME-STAMP.txt.');
                count++;
                total += written.bytes;
                await list(written);
              }
            };
            try {
              for await (const file of prepared.files()) {
                const show = (bytes: number): void => {
                  begun.update(file.path, bytes);
                  bar.update({ files: count, bytes: total + begun.bytes });
                };
                const { end } = await beginFile(target, file, show);
                begun.add(file.path, end);
                await tell('for-some');
              }
              await tell('for-all');
            } finally {
              await begun.settled();
            }
            return { about: prepared.about };
          });
        } finally {
          bar.stop();
          notes?.forget();
        }
        await target.removeFile(INCOMPLETE);
        out.info(`${plural(count, 'file')}, ${formatBytes(total)}`);
        if (hasEntrance) out.info(`Open ${visible(join(options.to, ENTRANCE))}`);
        if (lists.length > 0) out.info(`What is missing or is not as it should be: see ${lists.join(', ')}.`);
        const { excerpt, ignoresPeriod, areSourcesComplete, lockedNotes, redaction: redacted } = prepared.about;
        if (lockedNotes !== undefined || redacted !== undefined || excerpt !== null) {
          const { countedWords, leftOutLine, lockedNoteLines, redactionLines, wordsIn } = await import(
            '../../export/index.ts'
          );
          if (lockedNotes !== undefined) for (const line of lockedNoteLines(lockedNotes, wordsIn())) out.info(line);
          if (redacted !== undefined) for (const line of redactionLines(redacted, wordsIn())) out.info(line);
          if (excerpt !== null) out.info(`An excerpt: ${countedWords(excerpt.count, excerpt.of)}.`);
          if (excerpt?.leftOut !== undefined) {
            const { hidden, trashed } = excerpt.leftOut;
            const options = [...(hidden > 0 ? ['--hidden too'] : []), ...(trashed > 0 ? ['--trashed too'] : [])];
            out.info(`${leftOutLine(excerpt.leftOut)}; to have them: ${options.join(' ')}`);
          }
        }
        if (ignoresPeriod) out.info('All records whatever the period: these have no time.');
        if (!areSourcesComplete) out.info('Not complete: see "sources" in ABOUT.json.');
      };
      // The thread of the export reads the database; this one only looks the backup up.
      await withApp(command, id, use, SHORT);
    });
}

/** Options that are no part of a plan. */
const BESIDES = new Set<string>([
  'plan',
  'to',
  'passwordStdin',
  'json',
  'encrypt',
  'encryptFile',
  'unlockNotes',
  'notePasswordFile',
  ...REDACTION_OPTIONS,
]);

/** The plan of the options, or of a file. @throws BAD_REQUEST */
async function planOf(options: ExportOptions, command: Command): Promise<ExportPlan> {
  const { plan, what } = options;
  if (plan !== undefined) {
    const other = Object.keys(options).find(
      (name) => !BESIDES.has(name) && command.getOptionValueSource(name) === 'cli',
    );
    if (other === undefined) {
      const { readPlan } = await import('../extract/read-plan.ts');
      return readPlan(plan);
    }
    if (other === 'what') throw new DomainError('BAD_REQUEST', msg('detail.plan-or-what'));
    throw new DomainError('BAD_REQUEST', msg('detail.plan-options', { option: optionName(other) }));
  }
  if (what === undefined) throw new DomainError('BAD_REQUEST', msg('detail.plan-or-what'));
  return requestOf({ ...options, what });
}

/** The first format of an export. @throws BAD_REQUEST for an unknown `what` */
async function firstFormat(what: string): Promise<string> {
  const { exporterOf } = await import('../../export/exporters.ts');
  return (await exporterOf(what))?.formats[0] ?? 'json';
}

/** @throws BAD_REQUEST */
async function requestOf({
  what,
  format,
  key,
  query: words,
  tag,
  starred,
  since,
  until,
  timeZone,
  language,
  ownerName,
  files,
  bom,
  pack,
  sources,
  exportedAt,
  only,
  message,
  order,
  split,
  ...special
}: ExportOptions & { readonly what: string }): Promise<ExportPlan> {
  const [{ ExportPlanSchema }, { languageOf }] = await Promise.all([
    import('../../contract/export.ts'),
    import('../../export/language/language-of.ts'),
  ]);
  const own = new Intl.DateTimeFormat().resolvedOptions();
  const named = format ?? (await firstFormat(what));
  const isFiles = NEED_FILES.has(what);
  const marks = [...(tag ?? []).map((name) => `tag:"${name}"`), ...(starred === true ? ['is:starred'] : [])];
  const query = words === undefined && marks.length === 0 ? undefined : [words ?? '', ...marks].join(' ').trim();
  const parsed = ExportPlanSchema.safeParse({
    what,
    format: named,
    timeZone: timeZone ?? own.timeZone,
    language: language ?? languageOf(own.locale) ?? 'en',
    files: files ?? isFiles,
    bom: bom ?? false,
    ...(format === 'pdf' ? { pdf: pdfOptions(special) } : {}),
    ...(isFiles ? { photos: photoOptions(special, key !== undefined || query !== undefined) } : {}),
    ...(what === KEEPSAKE ? { keepsake: keepsakeOptions(special), photos: photoOptions(special, true) } : {}),
    ...(pack === true ? { pack } : {}),
    ...(sources === true ? { sources } : {}),
    ...(exportedAt === undefined ? {} : { exportedAt: Date.parse(exportedAt) }),
    ...(key === undefined ? {} : { keys: key }),
    ...given({
      ownerName,
      query,
      kinds: only,
      messages: message,
      order,
      split: split === undefined ? undefined : Number(split),
    }),
    ...(since === undefined ? {} : { from: since }),
    ...(until === undefined ? {} : { to: until }),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = issue?.path.findLast((part) => typeof part === 'string') ?? 'what';
  const name = OPTION_OF[option] ?? optionName(option).slice(2);
  throw new DomainError(
    'BAD_REQUEST',
    msg('detail.invalid-option', { option: name, problem: issue?.message ?? 'it does not fit' }),
  );
}

/** Options with another name than in the plan. */
const OPTION_OF: Readonly<Record<string, string>> = {
  keys: 'key',
  kinds: 'only',
  messages: 'message',
  from: 'since',
  to: 'until',
};

function optionName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Options of PDFs as the API has them. */
function pdfOptions({ paper, bates, batesStart, citations }: Partial<ExportOptions>): Record<string, unknown> {
  return {
    citations,
    ...(paper === undefined ? {} : { paper }),
    ...(bates === undefined ? {} : { bates }),
    ...(batesStart === undefined ? {} : { batesStart: Number(batesStart) }),
  };
}

/** Options of photos as the API has them. */
function photoOptions(options: Partial<ExportOptions>, isChosen: boolean): Record<string, unknown> {
  const { album, person, favourites, kind, trait, area, hidden, trashed, versions, folders, sidecar, quality } =
    options;
  const [north, south, east, west] = area?.split(',') ?? [];
  const filter = given({
    album,
    person,
    favourite: favourites,
    kind,
    trait,
    hidden,
    trashed,
    north,
    south,
    east,
    west,
  });
  const library = options.allAssets === true ? {} : libraryOnly(options);
  return given({
    filter: isChosen && Object.keys(filter).length === 0 ? undefined : { ...library, ...filter },
    versions,
    folders,
    sidecars: sidecar,
    embed: options.embed,
    quality: quality === undefined ? undefined : Number(quality),
  });
}

/** Options of keepsakes as the API has them. */
function keepsakeOptions({ include, chat, pictures }: Partial<ExportOptions>): Record<string, unknown> {
  const chats = chat?.map((each) => {
    const colon = each.indexOf(':');
    return colon === -1 ? { app: DEFAULT_APP, key: each } : { app: each.slice(0, colon), key: each.slice(colon + 1) };
  });
  return given({ include, chats, pictures });
}

function given(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
