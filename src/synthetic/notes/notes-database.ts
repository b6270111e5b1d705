import type { DatabaseSync } from 'node:sqlite';
import { appleSeconds } from '../encoders/apple-time.ts';
import { writeDatabase } from '../encoders/database-writer.ts';
import { RowWriter } from '../encoders/row-writer.ts';
import { phrase } from '../messages/messages-phrases.ts';
import { OWNER, personAt } from '../people.ts';
import { derivedUuid, type Seed, seededRandom } from '../random.ts';
import { storyNote } from '../story/retell.ts';
import { line, type WrittenParagraph, writeNoteBody } from './body.ts';
import type { AttachmentDraft, NoteDraft } from './draft.ts';
import { NOTE_KINDS } from './kinds.ts';
import { LockedKey, lockWithPasscode, lockWithPassword, writeShare } from './lock.ts';
import { createNotesTables, type NotesGeneration, type NotesSchema, notesSchema } from './schema.ts';

/** Contents of the note store to write. */
export interface NotesSpec {
  readonly seed: Seed;
  /** Number of notes. */
  readonly size: number;
  /** Creation time of the newest note in UTC milliseconds. Default: a day in 2025. */
  readonly date?: number;
  /** Default: 17. */
  readonly generation?: NotesGeneration;
  /** True for titles and texts as people write them. */
  readonly story?: boolean;
}

/** A written note. */
export interface WrittenNote extends NoteDraft {
  readonly key: string;
  readonly kind: string;
  readonly folder?: 'trash';
  readonly folderName: string;
  readonly account: string;
  /** UTC milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Paragraphs including the title. */
  readonly paragraphs: readonly WrittenParagraph[];
}

/** A file outside the database. */
export interface NoteFile {
  readonly domain: string;
  readonly relativePath: string;
  readonly contents: Buffer;
}

/** Contents of the written store, for tests. */
export interface NotesTruth {
  readonly notes: readonly WrittenNote[];
  readonly folders: readonly string[];
  /** Files of attachments and previews, for the backup. */
  readonly files: readonly NoteFile[];
  /** Password of the locked notes. */
  readonly password: string;
}

/** Domain of the store in a backup. */
export const NOTES_DOMAIN = 'AppDomainGroup-group.com.apple.notes';

const PASSWORD = 'hunter2 ünïcode';
const DEFAULT_DATE = Date.UTC(2025, 5, 1, 12);
const HOUR = 3_600_000;
/** Time between two notes of the demo. */
const STORY_STEP = 150 * HOUR;

/** Writes rows of all entities, which share one table. */
class ObjectWriter {
  readonly files: NoteFile[] = [];
  readonly schema: NotesSchema;
  readonly #objects: RowWriter;
  readonly #bodies: RowWriter;
  readonly #places: RowWriter;
  readonly #seed: Seed;

  constructor(db: DatabaseSync, spec: NotesSpec, schema: NotesSchema) {
    this.schema = schema;
    this.#seed = spec.seed;
    this.#objects = new RowWriter(db, 'ZICCLOUDSYNCINGOBJECT');
    this.#bodies = new RowWriter(db, 'ZICNOTEDATA');
    this.#places = new RowWriter(db, 'ZICLOCATION');
  }

  object(entity: keyof NotesSchema['entities'], fields: Parameters<RowWriter['insert']>[0]): number {
    return this.#objects.insert({ Z_ENT: this.schema.entities[entity], Z_OPT: 1, ...fields });
  }

  body(fields: Parameters<RowWriter['insert']>[0]): void {
    this.#bodies.insert({ Z_ENT: 18, Z_OPT: 1, ...fields });
  }

  /**
   * Writes the attachments of a note and their files.
   *
   * @param lock the key of a note that is locked with a password
   */
  attachments(drafts: readonly AttachmentDraft[], note: number, account: string, lock: string | null): void {
    const parents = new Map<string, number>();
    // Galleries first, so that their parts can refer to them.
    const ordered = [...drafts.filter(({ parent }) => !parent), ...drafts.filter(({ parent }) => parent)];
    for (const draft of ordered) {
      parents.set(
        draft.identifier,
        this.#attachment(draft, note, { account, lock }, parents.get(draft.parent ?? '') ?? null),
      );
    }
  }

  #attachment(draft: AttachmentDraft, note: number, where: Where, parent: number | null): number {
    const { identifier, uti, file, mergeable, place, preview } = draft;
    const key = keyOf(where, identifier);
    const generation = this.schema.hasGenerations ? derivedUuid(this.#seed, `generation ${identifier}`) : null;
    const media = file?.kind === 'media' ? this.#media(draft, generation, where) : null;
    const attachment = this.object(draft.inline === true ? 'ICInlineAttachment' : 'ICAttachment', {
      ZIDENTIFIER: identifier,
      ...(draft.inline === true
        ? { ZTYPEUTI1: uti, ZNOTE1: note }
        : { ZTYPEUTI: uti, ZNOTE: parent === null ? note : null }),
      ZPARENTATTACHMENT: parent,
      ZMEDIA: media,
      ZFALLBACKIMAGEGENERATION: file?.kind === 'drawing' ? generation : null,
      ZFALLBACKPDFGENERATION: file?.kind === 'scan' ? generation : null,
      ...(key === null
        ? { [this.schema.mergeableData]: mergeable ?? null }
        : key.values({
            ...draft.secrets,
            ...(mergeable !== undefined && { mergeableData: mergeable.toString('base64') }),
          })),
      ZLOCATION: place === undefined ? null : this.#places.insert({ ZLATITUDE: place[0], ZLONGITUDE: place[1] }),
      ...(key === null || file === undefined ? {} : ownFileColumns(key, file)),
      ...draft.fields,
    });
    if (file !== undefined && file.kind !== 'media' && draft.isMissing !== true) {
      const folder = file.kind === 'drawing' ? 'FallbackImages' : 'FallbackPDFs';
      const extension = file.name.slice(file.name.lastIndexOf('.'));
      const path = generation === null ? `${identifier}${extension}` : `${identifier}/${generation}/${file.name}`;
      this.#made(where, `${folder}/${path}`, file.contents, key);
    }
    if (preview !== undefined) this.#preview(identifier, attachment, preview, generation, where);
    return attachment;
  }

  #media({ identifier, file, isMissing }: AttachmentDraft, generation: string | null, where: Where): number {
    const media = derivedUuid(this.#seed, `media ${identifier}`);
    const name = file?.name ?? '';
    const contents = file?.contents ?? Buffer.alloc(0);
    const key = keyOf(where, media);
    const { data, iv, tag } = key?.encrypt('file', contents) ?? { data: contents, iv: null, tag: null };
    if (file !== undefined && isMissing !== true) {
      const folder = `Media/${media}/${generation === null ? '' : `${generation}/`}`;
      this.#file(where.account, folder + (key === null ? name : media), data);
    }
    return this.object('ICMedia', {
      ZIDENTIFIER: media,
      ZGENERATION1: generation,
      ZASSETCRYPTOINITIALIZATIONVECTOR: iv,
      ZASSETCRYPTOTAG: tag,
      ...(key === null ? { ZFILENAME: name } : key.values({ filename: name })),
    });
  }

  #preview(identifier: string, attachment: number, contents: Buffer, generation: string | null, where: Where): void {
    for (const width of [96, 384]) {
      const name = `${identifier}-1-${width}x${width}-0`;
      const key = keyOf(where, name);
      const { iv, tag } = key?.encrypt('file', contents) ?? { iv: null, tag: null };
      const fields = { ZIDENTIFIER: name, ZATTACHMENT: attachment, ZWIDTH: width, ZHEIGHT: width };
      this.object('ICAttachmentPreviewImage', {
        ...fields,
        ...key?.columns,
        ZCRYPTOINITIALIZATIONVECTOR: iv,
        ZCRYPTOTAG: tag,
        ZGENERATION: generation,
      });
      const path = generation === null ? `${name}.jpg` : `${name}/${generation}/Preview.jpg`;
      this.#made(where, `Previews/${path}`, contents, key);
    }
  }

  /** Writes a file that Notes makes. */
  #made({ account }: Where, path: string, contents: Buffer, key: LockedKey | null): void {
    if (key === null) this.#file(account, path, contents);
    else this.#file(account, `${path}.encrypted`, key.encrypt('file', contents).data);
  }

  #file(account: string, path: string, contents: Buffer): void {
    const relativePath = this.schema.hasAccountFolders ? `Accounts/${account}/${path}` : path;
    this.files.push({ domain: NOTES_DOMAIN, relativePath, contents });
  }
}

/** Where attachments are: the folder of the account, and the key of their note if it is locked with a password. */
interface Where {
  readonly account: string;
  readonly lock: string | null;
}

function keyOf({ lock }: Where, of: string): LockedKey | null {
  return lock === null ? null : new LockedKey(lock, of, PASSWORD);
}

/** Columns of an encrypted drawing or scan. */
function ownFileColumns(
  key: LockedKey,
  { kind, contents }: NonNullable<AttachmentDraft['file']>,
): Record<string, Buffer> {
  if (kind === 'media') return {};
  const name = kind === 'drawing' ? 'ZFALLBACKIMAGECRYPTO' : 'ZFALLBACKPDFCRYPTO';
  const { iv, tag } = key.encrypt('file', contents);
  return { [`${name}INITIALIZATIONVECTOR`]: iv, [`${name}TAG`]: tag };
}

/** An account or a folder. */
interface Container {
  readonly row: number;
  readonly identifier: string;
  readonly name: string;
}

function writeAccounts(writer: ObjectWriter, seed: Seed): readonly Container[] {
  const accounts = [
    { name: 'iCloud', identifier: derivedUuid(seed, 'account') },
    { name: 'On My iPhone', identifier: 'LocalAccount' },
  ];
  return accounts.map(({ name, identifier }) => ({
    name,
    identifier,
    row: writer.object('ICAccount', { ZNAME: name, ZIDENTIFIER: identifier }),
  }));
}

/** Smart folders and their rules: one whose notes follow from the store, and one whose notes depend on the day. */
const SMART_FOLDERS = [
  { name: 'Holidays', rules: { or: [{ tag: 'HOLIDAY' }, { systemPaper: true }] } },
  { name: 'This week', rules: { and: [{ modificationDateRelativeRange: { type: 2 } }, { pinned: false }] } },
] as const;

function writeFolders(writer: ObjectWriter, seed: Seed, account: Container): readonly Container[] {
  const suffix = account.identifier === 'LocalAccount' ? 'LocalAccount' : 'CloudKit';
  const plan = [
    { name: 'Notes', identifier: `DefaultFolder-${suffix}`, type: 0, parent: null },
    { name: 'Recently Deleted', identifier: `TrashFolder-${suffix}`, type: 1, parent: null },
    { name: 'Work 💼', identifier: derivedUuid(seed, `work ${suffix}`), type: 0, parent: null },
    { name: 'Projects', identifier: derivedUuid(seed, `projects ${suffix}`), type: 0, parent: 2 },
    ...(writer.schema.hasSmartFolders ? SMART_FOLDERS : []).map(({ name, rules }) => {
      const query = JSON.stringify({ entity: 'note', type: { and: [{ deleted: false }, rules] } });
      return { name, identifier: derivedUuid(seed, `${name} ${suffix}`), type: 2, parent: null, query };
    }),
  ];
  const rows: number[] = [];
  return plan.map(({ name, identifier, type, parent, ...more }) => {
    const row = writer.object('ICFolder', {
      ZTITLE2: name,
      ZIDENTIFIER: identifier,
      ZFOLDERTYPE: type,
      ZOWNER: account.row,
      ZPARENT: parent === null ? null : (rows[parent] ?? null),
      ZSMARTFOLDERQUERYJSON: 'query' in more ? more.query : null,
    });
    rows.push(row);
    return { row, identifier, name };
  });
}

/** The columns of a locked note, and its stored body. */
function encrypt(
  note: WrittenNote,
  body: Buffer,
): { readonly columns: Record<string, Buffer | number>; readonly data: Buffer } {
  if (note.lock === undefined) return { columns: {}, data: body };
  const { ZDATA: data, ...columns } =
    note.lock === 'password' ? lockWithPassword(note.key, body, PASSWORD) : lockWithPasscode(note.key);
  return { columns: { ...columns, ZISPASSWORDPROTECTED: 1 }, data };
}

/**
 * Writes NoteStore.sqlite at `path`, replacing an existing file: two accounts with folders, and notes of every kind
 * that the generation supports, in turn. The same spec gives the same bytes.
 */
export function writeNotesDatabase(path: string, spec: NotesSpec): NotesTruth {
  const generation = spec.generation ?? 17;
  const schema = notesSchema(generation);
  const kinds = NOTE_KINDS.filter(({ from }) => from <= generation);
  return writeDatabase(path, createNotesTables(generation), (db) => {
    const entities = new RowWriter(db, 'Z_PRIMARYKEY');
    for (const [name, number] of Object.entries(schema.entities))
      entities.insert({ Z_ENT: number, Z_NAME: name, Z_SUPER: 2, Z_MAX: 0 });
    const writer = new ObjectWriter(db, spec, schema);
    const accounts = writeAccounts(writer, spec.seed).map((account) => ({
      account,
      folders: writeFolders(writer, spec.seed, account),
    }));
    const join = new RowWriter(db, `Z_${schema.entities.ICFolder}NOTES`);
    const notes: WrittenNote[] = [];
    for (let index = 0; index < spec.size; index++) {
      const kind = kinds[index % kinds.length] as (typeof kinds)[number];
      const { account, folders } = accounts[
        Math.floor(index / kinds.length) % accounts.length
      ] as (typeof accounts)[number];
      const random = { ...seededRandom(spec.seed, `note ${index}`), isStory: spec.story === true };
      const made = kind.make({ seed: spec.seed, index, random, phrase: () => phrase(random, 'en') });
      const draft = spec.story === true ? storyNote(kind.name, Math.floor(index / kinds.length), made) : made;
      const folder = (draft.folder === 'trash' ? folders[1] : folders[[0, 2, 3][index % 3] ?? 0]) as Container;
      const step = spec.story === true ? STORY_STEP : HOUR;
      const createdAt = (spec.date ?? DEFAULT_DATE) - (spec.size - index) * step;
      const note: WrittenNote = {
        ...draft,
        key: derivedUuid(spec.seed, `note ${index}`),
        kind: kind.name,
        folderName: folder.name,
        account: account.name,
        createdAt,
        modifiedAt: createdAt + HOUR / 2 + index,
        paragraphs: [line(draft.title, { style: 0 }), ...draft.paragraphs],
      };
      notes.push(note);
      const { columns, data } = encrypt(note, writeNoteBody(note.paragraphs));
      const { ZCRYPTOINITIALIZATIONVECTOR = null, ZCRYPTOTAG = null } = columns;
      const row = writer.object('ICNote', {
        ZIDENTIFIER: note.key,
        ZTITLE1: note.title,
        ZSNIPPET: note.lock === undefined ? (draft.paragraphs[0]?.runs[0]?.text ?? null) : null,
        ZFOLDER: folder.row,
        [schema.noteAccount]: account.row,
        [schema.noteCreated]: appleSeconds(createdAt),
        ZMODIFICATIONDATE1: appleSeconds(note.modifiedAt),
        ZISPINNED: Number(note.isPinned ?? false),
        ZHASCHECKLIST: Number(note.kind === 'checklist'),
        ZHASCHECKLISTINPROGRESS: Number(note.kind === 'checklist'),
        ZISSYSTEMPAPER: Number(note.isQuickNote ?? false),
        ZMARKEDFORDELETION: Number(note.isDeleted ?? false),
        ZPASSWORDHINT: note.lock === 'password' ? 'the usual' : null,
        ZSERVERSHAREDATA:
          note.isShared === true ? writeShare(OWNER.first, OWNER.email, personAt(spec.seed, index).phone) : null,
        ...columns,
      });
      if (schema.joinsFolders) {
        const { ICFolder, ICNote } = schema.entities;
        join.insert({ [`Z_${ICFolder}FOLDERS`]: folder.row, [`Z_${ICNote}NOTES`]: row });
      }
      const stored = note.isDownloaded === false ? null : data;
      writer.body({ ZNOTE: row, ZDATA: stored, ZCRYPTOINITIALIZATIONVECTOR, ZCRYPTOTAG });
      writer.attachments(note.attachments ?? [], row, account.identifier, note.lock === 'password' ? note.key : null);
    }
    const folders = accounts.flatMap((each) => each.folders.map(({ identifier }) => identifier));
    return { notes, folders, files: writer.files, password: PASSWORD };
  });
}
