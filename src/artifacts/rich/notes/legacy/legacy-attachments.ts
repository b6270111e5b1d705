import type { DatabaseSync } from 'node:sqlite';
import { msg } from '../../../../locales/messages.ts';
import { asInteger, asShortText, type Lost, SourceTable, type SqlValue } from '../../../kit/source-table.ts';
import type { AttachmentRow } from '../store/attachment-rows.ts';
import { textOf } from '../store/expressions.ts';
import type { Keys } from '../store/keys.ts';
import type { AttachmentKind } from '../tables.ts';

/** Attachments of all legacy notes that are read; mail servers take few. */
const MAX_ATTACHMENTS = 100_000;
/** Attachments of one note: each `cid:` of its HTML is looked up among them. */
const MAX_OF_NOTE = 1_000;

const KINDS: Readonly<Record<string, AttachmentKind>> = { image: 'image', video: 'video', audio: 'audio' };

/** The attachments of one legacy note by its primary key, told the key of the note. */
export type LegacyAttachments = (note: number, key: string | null) => readonly AttachmentRow[];

/** Finds attachments by their note. Their files are no part of a backup's list: where they lie nobody has described. */
export function indexLegacyAttachments(db: DatabaseSync, keys: Keys, lost: Lost): LegacyAttachments {
  const table = new SourceTable(db, 'ZNOTEATTACHMENT', lost);
  if (!table.exists) return () => [];
  const ofNote = new Map<number, number[]>();
  let count = 0;
  for (const row of table.rows([table.rowid, table.integer('ZNOTE')], 'ORDER BY rowid')) {
    const [attachment, note] = [asInteger(row[0]), asInteger(row[1])];
    if (attachment === null || note === null) continue;
    const siblings = ofNote.get(note) ?? [];
    if (++count > MAX_ATTACHMENTS || siblings.length === MAX_OF_NOTE) {
      lost(msg('lost.too-many-attachments'));
      continue;
    }
    siblings.push(attachment);
    ofNote.set(note, siblings);
  }
  const lookup = table.lookup([textOf(table, 'ZFILENAME'), textOf(table, 'ZMIMETYPE'), textOf(table, 'ZCONTENTID')]);
  return (note, key) =>
    (ofNote.get(note) ?? []).flatMap((attachment) => {
      const row = lookup(attachment);
      return row === null ? [] : [toRow(attachment, key, row, keys)];
    });
}

function toRow(sourceKey: number, note: string | null, values: readonly SqlValue[], keys: Keys): AttachmentRow {
  const mimeType = asShortText(values[1]);
  return {
    key: keys.give(`legacy-${sourceKey}`, sourceKey),
    store: 'legacy',
    note,
    parent: null,
    position: null,
    kind: mimeType === 'application/pdf' ? 'pdf' : (KINDS[mimeType?.split('/')[0] ?? ''] ?? 'other'),
    uti: mimeType,
    name: asShortText(values[0]),
    url: null,
    text: null,
    target: null,
    summary: null,
    ocrText: null,
    handwritingText: null,
    imageLabels: null,
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
    file: null,
    state: 'no-path',
    preview: null,
    contentId: asShortText(values[2])?.replace(/^<|>$/g, '') ?? null,
    sourceKey,
  };
}
