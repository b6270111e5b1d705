import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { msg } from '../../../../locales/messages.ts';
import type { FileReference } from '../../../kit/artifact.ts';
import { asInteger, asShortText, type Lost, type Row, SourceTable } from '../../../kit/source-table.ts';
import type { FileAt } from '../store/attachment-files.ts';
import type { AttachmentRow } from '../store/attachment-rows.ts';
import { textOf } from '../store/expressions.ts';
import type { Keys } from '../store/keys.ts';
import type { AttachmentKind } from '../tables.ts';
import { legacyFiles } from './legacy-files.ts';

/** Maximum number of attachments of all legacy notes; mail servers accept few. */
const MAX_ATTACHMENTS = 100_000;
/** Maximum number of attachments of one note: each `cid:` of its HTML is searched in this list. */
const MAX_OF_NOTE = 1_000;

const KINDS: Readonly<Record<string, AttachmentKind>> = { image: 'image', video: 'video', audio: 'audio' };

/** Returns the attachments of a legacy note. */
export type LegacyAttachments = (note: number, key: string | null) => readonly AttachmentRow[];

/** Indexes attachments by note. */
export function indexLegacyAttachments(db: SqlDatabase, keys: Keys, fileAt: FileAt, lost: Lost): LegacyAttachments {
  const table = new SourceTable(db, 'ZNOTEATTACHMENT', lost);
  if (!table.exists) return () => [];
  const ofNote = new Map<number, number[]>();
  let count = 0;
  for (const row of table.rows({ rowid: table.rowid, note: table.integer('ZNOTE') }, 'ORDER BY rowid')) {
    const [attachment, note] = [asInteger(row.rowid), asInteger(row.note)];
    if (attachment === null || note === null) continue;
    const siblings = ofNote.get(note) ?? [];
    if (++count > MAX_ATTACHMENTS || siblings.length === MAX_OF_NOTE) {
      lost(msg('lost.too-many-attachments'));
      continue;
    }
    siblings.push(attachment);
    ofNote.set(note, siblings);
  }
  const fileOf = legacyFiles(db, fileAt, lost);
  const lookup = table.lookup({
    name: textOf(table, 'ZFILENAME'),
    mimeType: textOf(table, 'ZMIMETYPE'),
    contentId: textOf(table, 'ZCONTENTID'),
  });
  return (note, key) =>
    (ofNote.get(note) ?? []).flatMap((attachment) => {
      const row = lookup(attachment);
      if (row === null) return [];
      const file = fileOf(attachment, asShortText(row.name));
      return [toRow(attachment, key, row, file, keys)];
    });
}

function toRow(
  sourceKey: number,
  note: string | null,
  source: Row<'name' | 'mimeType' | 'contentId'>,
  file: FileReference,
  keys: Keys,
): AttachmentRow {
  const mimeType = asShortText(source.mimeType);
  return {
    key: keys.give(`legacy-${sourceKey}`, sourceKey),
    store: 'legacy',
    note,
    parent: null,
    position: null,
    kind: mimeType === 'application/pdf' ? 'pdf' : (KINDS[mimeType?.split('/')[0] ?? ''] ?? 'other'),
    uti: mimeType,
    name: asShortText(source.name),
    url: null,
    text: null,
    target: null,
    summary: null,
    ocrText: null,
    handwritingText: null,
    imageLabels: null,
    indexableText: null,
    transcript: null,
    callWith: null,
    latitude: null,
    longitude: null,
    width: null,
    height: null,
    seconds: null,
    bytes: null,
    createdAt: null,
    modifiedAt: null,
    isLocked: false,
    isDeleted: false,
    file: file.fileID,
    state: file.state,
    preview: null,
    lock: null,
    contentId: asShortText(source.contentId)?.replace(/^<|>$/g, '') ?? null,
    sourceKey,
  };
}
