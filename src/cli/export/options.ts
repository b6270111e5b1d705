import type { Command } from 'commander';
import type { NotePasswordOptions } from '../extract/note-passwords.ts';
import { addRedactionOptions, type RedactionOptions } from '../extract/redaction-options.ts';
import { append } from '../options.ts';
import type { PasswordOptions } from '../unlock.ts';

/** Options of `apple-juicer export`. */
export interface ExportOptions extends PasswordOptions, RedactionOptions, NotePasswordOptions {
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
  readonly direction?: string;
  readonly missed?: true;
  readonly time?: string;
  readonly column?: string;
  readonly contains?: string;
  readonly equals?: string;
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

/** Adds the options of {@link ExportOptions}. */
export function addExportOptions(command: Command): Command {
  command
    .option('--what <WHAT>', 'what to export: conversations, contacts, voicemail …')
    .option('--plan <FILE>', 'make an export again: its export-plan.json gives the same bytes')
    .option('--format <FORMAT>', 'format of the export (default: the first of its kind, html for chats)')
    .requiredOption('--to <DIR>', 'target folder; created if missing')
    .option('--key <KEY>', 'only the record with this key, or the name of the table (repeatable)', append)
    .option('--query <QUERY>', 'for search, photos and kinds: only what this finds, as in `apple-juicer search`')
    .option('--tag <TAG>', 'for search, photos, calls and kinds: only records with this tag (repeatable)', append)
    .option('--starred', 'for search, photos, calls and kinds: only records with a star')
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
    .option('--person <WHO>', 'photos: only those of this person (key); calls, kinds: only with this person')
    .option('--favourites', 'photos: only favourites')
    .option('--kind <KIND>', 'photos: only photo, video or audio; calls: only phone, facetime, app, video or audio')
    .option('--direction <DIRECTION>', 'calls: only incoming or outgoing')
    .option('--missed', 'calls: only missed calls')
    .option('--time <HOURS>', 'calls: only at these hours, as 22-6; or night, morning, afternoon, evening')
    .option('--column <COLUMN>', 'kinds: column of --contains and --equals')
    .option('--contains <TEXT>', 'kinds: only records with this text in the column')
    .option('--equals <VALUE>', 'kinds: only records with this value in the column')
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
  return addRedactionOptions(command);
}
