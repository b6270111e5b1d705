import { appleSeconds } from '../../../src/synthetic/encoders/apple-time.ts';
import { writeDatabase } from '../../../src/synthetic/encoders/database-writer.ts';
import { RowWriter } from '../../../src/synthetic/encoders/row-writer.ts';
import { phrase } from '../../../src/synthetic/messages/messages-phrases.ts';
import { LEGACY_NOTES_TABLES } from '../../../src/synthetic/notes/schema.ts';
import { OWNER } from '../../../src/synthetic/people.ts';
import { derivedUuid, type Seed, seededRandom } from '../../../src/synthetic/random.ts';

/** A written legacy note. */
export interface WrittenLegacyNote {
  readonly guid: string;
  readonly title: string;
  readonly html: string;
  /** The expected lines. */
  readonly lines: readonly string[];
  readonly account: string;
  readonly folderName: string;
  readonly createdAt: number;
  readonly isDeleted: boolean;
  readonly attachments: readonly { readonly name: string; readonly contentId: string }[];
}

/** Contents of the written store, for tests. */
export interface LegacyNotesTruth {
  readonly notes: readonly WrittenLegacyNote[];
}

const FIRST_DATE = Date.UTC(2013, 8, 20, 9);
const DAY = 86_400_000;

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** HTML as written by Notes: the first line without an element, others in a `div`, empty ones with a `br`. */
function simpleHtml(lines: readonly string[]): string {
  const [first = '', ...rest] = lines;
  return escape(first) + rest.map((text) => `<div>${text === '' ? '<br>' : escape(text)}</div>`).join('');
}

/**
 * Writes a legacy notes.sqlite at `path`, replacing an existing file: notes on the phone and of a mail account, some
 * with HTML of mail programs. The same seed and size give the same bytes.
 */
export function writeLegacyNotesDatabase(
  path: string,
  spec: { readonly seed: Seed; readonly size: number },
): LegacyNotesTruth {
  return writeDatabase(path, LEGACY_NOTES_TABLES, (db) => {
    const [accounts, stores] = [new RowWriter(db, 'ZACCOUNT'), new RowWriter(db, 'ZSTORE')];
    const [rows, bodies, files] = ['ZNOTE', 'ZNOTEBODY', 'ZNOTEATTACHMENT'].map((name) => new RowWriter(db, name)) as [
      RowWriter,
      RowWriter,
      RowWriter,
    ];
    const places = ['On My iPhone', 'Mail'].map((account) => {
      const row = accounts.insert({ ZNAME: account, ZACCOUNTIDENTIFIER: derivedUuid(spec.seed, account) });
      return { account, folderName: 'Notes', row: stores.insert({ ZNAME: 'Notes', ZACCOUNT: row }) };
    });
    const notes = Array.from({ length: spec.size }, (_, index): WrittenLegacyNote => {
      const random = seededRandom(spec.seed, `legacy note ${index}`);
      const { row: store, ...place } = places[index % places.length] as (typeof places)[number];
      const title = `Legacy ${index} <&>`;
      const lines = [title, phrase(random, 'en'), '', phrase(random, 'de')];
      const hasAttachment = index % 5 === 4;
      const contentId = `part${index}@example.com`;
      const html = hasAttachment
        ? `<html><head><style>p { color: red }</style></head><body>${simpleHtml(lines)}<img src="cid:${contentId}"></body></html>`
        : simpleHtml(lines);
      const note: WrittenLegacyNote = {
        ...place,
        guid: derivedUuid(spec.seed, `legacy note ${index}`),
        title,
        html,
        lines,
        createdAt: FIRST_DATE + index * DAY,
        isDeleted: index % 7 === 6,
        attachments: hasAttachment ? [{ name: `scan ${index}.jpg`, contentId }] : [],
      };
      const body = bodies.insert({ ZOWNER: index + 1, ZCONTENT: html });
      const row = rows.insert({
        ZDELETEDFLAG: Number(note.isDeleted),
        ZBODY: body,
        ZSTORE: store,
        ZCREATIONDATE: appleSeconds(note.createdAt),
        ZMODIFICATIONDATE: appleSeconds(note.createdAt + DAY / 2),
        ZAUTHOR: place.account === 'Mail' ? OWNER.email : null,
        ZGUID: note.guid,
        ZSUMMARY: lines[1] ?? null,
        ZTITLE: title,
      });
      for (const file of note.attachments)
        files.insert({ ZNOTE: row, ZCONTENTID: `<${file.contentId}>`, ZFILENAME: file.name, ZMIMETYPE: 'image/jpeg' });
      return note;
    });
    return { notes };
  });
}
