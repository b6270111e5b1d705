import { beforeAll, describe, expect, it } from 'vitest';
import { fidelityTables, isSeenIn, type RowChecks, wrongIn } from './support/fidelity/check.ts';
import { MESSAGE_ROWS } from './support/fidelity/message-rows.ts';
import { NOTE_ROWS } from './support/fidelity/note-rows.ts';
import { makeOutputs, type Outputs } from './support/fidelity/outputs.ts';
import { PAGE_ROWS } from './support/fidelity/page-rows.ts';
import { PHOTO_ROWS } from './support/fidelity/photo-rows.ts';
import { WHATSAPP_ROWS } from './support/fidelity/whatsapp-rows.ts';

/** Tables of docs/fidelity.md: their checks, and the outputs that their columns are about. */
const TABLES: readonly (readonly [string, Readonly<Record<string, RowChecks>>, Readonly<Record<string, string>>])[] = [
  ['Messages', MESSAGE_ROWS, chats('conversations')],
  ['WhatsApp', WHATSAPP_ROWS, chats('whatsapp')],
  ['Notes', NOTE_ROWS, { DB: 'db', HTML: 'notes html', TXT: 'notes txt', JSON: 'notes jsonl' }],
  ['Photos', PHOTO_ROWS, { DB: 'db', XMP: 'photos xmp', JSON: 'photos json' }],
];

function chats(what: string): Record<string, string> {
  return { DB: 'db', HTML: `${what} html`, TXT: `${what} txt`, JSON: `${what} json` };
}

describe('docs/fidelity.md', () => {
  let outputs: Outputs;
  beforeAll(async () => {
    outputs = await makeOutputs();
  }, 180_000);

  describe.each(TABLES)('%s', (name, rows, columns) => {
    const table = fidelityTables().get(name) ?? new Map<string, never>();

    it('has the rows that are checked', () => {
      expect([...table.keys()].sort()).toEqual(Object.keys(rows).sort());
    });

    it('has cells of the page that a browser checks', () => {
      const inBrowser: Readonly<Record<string, unknown>> =
        Object.entries(PAGE_ROWS).find(([of]) => of === name)?.[1] ?? {};
      const unchecked = [...table].flatMap(([row, cells]) => {
        const { page: check } = rows[row] ?? {};
        const isSeen = check !== undefined && isSeenIn(check, 'test/web/');
        const cell = cells.get('page') ?? '–';
        return cell.startsWith('–') || cell.startsWith('○') || row in inBrowser || isSeen ? [] : [row];
      });
      expect(unchecked).toEqual([]);
    });

    it.each(Object.entries(rows))('%s', (row, checks) => {
      const wrong = [...(table.get(row) ?? [])].flatMap(([column, cell]) => {
        const output = columns[column];
        // Without an output, only the tests that a check names are looked for.
        if (output === undefined && checks[column] === undefined) return [];
        const what = wrongIn(cell, checks[column], output === undefined ? undefined : outputs.get(output));
        return what === null ? [] : [`${column}: ${what}`];
      });
      expect(wrong).toEqual([]);
    });
  });
});
