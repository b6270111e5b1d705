import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fullOnly, isFull } from '../../../test/support/depth.ts';
import { onEachEngine } from '../../../test/support/storage/engines.ts';
import { openViewFixture, type RowWriter, type ViewFixture } from '../../../test/support/view-fixture.ts';
import { artifactTables, registry } from '../../artifacts/registry.ts';
import { type Redaction, RedactionSchema } from '../../contract/redaction.ts';
import type { Column, TableDefinition } from '../../model/columns.ts';
import { fold } from '../../model/fold.ts';
import { storedTable } from '../../storage/repeated-columns.ts';
import type { Exporter } from '../exporter.ts';
import { exporterOf } from '../exporters.ts';
import { redactIndex } from './redact-export.ts';

/** Spellings of what is removed, by what they become. */
const SPELLINGS = {
  name: [
    'Zdenka Quill',
    'ZDENKA QUILL',
    'zdenka',
    'Quill’s',
    'quills',
    'Zde\u0301nka'.normalize('NFD'),
    'Quill, Zdenka',
    'Ms_Quill',
    'ZdenkaQuill2024',
    'quillzdenka',
    'meetZdenka',
    'Z\u200bdenka',
    'Zdenka&#39;s &#x51;uill',
  ],
  number: [
    '+49 171 555 01 23',
    '01715550123',
    '0049-171-5550123',
    '491715550123@s.whatsapp.net',
    'tel:%2B491715550123',
    '49171 5550 123',
    '0171_5550123',
    '+49 (0) 171 / 555 01 23',
    '&#43;49&nbsp;171&nbsp;5550123',
  ],
  address: ['Zdenka.Quill@Example.com', 'mailto:zdenka.quill@example.com?x=1', 'zdenka.quill+shop@example.com'],
  word: ['Kingfisher', 'kingfishers', 'Operation KINGFISHER!', 'kingfisher-2024.pdf', 'Kingfisherplan'],
};
/** No form of them may be left. */
const SECRET = /zdenka|quill|1715550123|kingfisher/;
const ALL = Object.values(SPELLINGS).flat();
const RECORDS_OF_EACH = isFull ? 12 : 3;

/** A reproducible sequence of numbers below a limit. */
function sequence(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const TABLE: Exporter = { ...((await exporterOf('table')) as Exporter), artifacts: null };

onEachEngine('a redacted copy of an index', (engine) => {
  let fixture: ViewFixture;
  const folder = mkdtempSync(join(tmpdir(), 'redact-index-'));
  let copies = 0;

  /** All values of all tables of a redacted copy, as text. */
  async function copied(redaction: Partial<Redaction>): Promise<Map<string, readonly string[]>> {
    const path = join(folder, `${copies++}`);
    const { mkdir } = await import('node:fs/promises');
    await mkdir(path);
    const plan = { what: 'table', format: 'jsonl', timeZone: 'UTC', files: false, bom: false };
    const options = { views: fixture.ctx, backup: fixture.backup, plan, exporter: TABLE, folder: path };
    const { views } = await redactIndex({ ...options, redaction: RedactionSchema.parse(redaction) });
    await views.close();
    const db = new DatabaseSync(join(path, 'redacted.db'), { readOnly: true });
    const tables = db
      .prepare(`select name from sqlite_schema where type in ('table', 'view') and name not like '%terms%'`)
      .all() as { name: string }[];
    const rows = new Map(
      tables.map(({ name }) => [
        name,
        db
          .prepare(`select * from "${name}"`)
          .all()
          .map((row) => JSON.stringify(row)),
      ]),
    );
    const indexes = db.prepare(`select distinct tbl_name from sqlite_schema where type = 'index' and sql is not null`);
    const indexed = new Set(indexes.all().map(({ tbl_name }) => tbl_name));
    for (const [name, { indexes = [] }] of Object.entries<TableDefinition>(fixture.ctx.store.tables)) {
      const { length } = rows.get(storedTable(name)) ?? rows.get(name) ?? [];
      const isIndexed = indexed.has(name) || indexed.has(storedTable(name));
      expect([name, isIndexed]).toEqual([name, length > 0 && indexes.length > 0]);
    }
    db.close();
    return rows;
  }

  beforeAll(async () => {
    fixture = await openViewFixture(engine);
    const random = sequence(7);
    const hidden = (): string =>
      `${['', 'see ', 'a/b/', '(', '"'][random(5)]}${ALL[random(ALL.length)]}${['', ' ok', '.jpg', ')', '"'][random(5)]}`;
    const valueOf = (name: string, { kind }: Column, key: number, isKey: boolean): unknown => {
      switch (kind) {
        case 'text':
          return isKey ? `${hidden()} ${key}` : hidden();
        case 'handle':
          return ALL[random(ALL.length)];
        case 'json':
          // Fields of chat members that views read, and unknown fields.
          return [
            {
              handle: ALL[random(ALL.length)],
              handleKey: ALL[random(ALL.length)],
              name: hidden(),
              services: [hidden()],
              [`${hidden()} field`]: { text: hidden(), start: 1, length: 2 },
            },
          ];
        case 'file':
          return random(2 ** 31)
            .toString(16)
            .padStart(40, 'a');
        case 'integer':
          return name === 'key' || isKey ? key : [key, 491715550123][random(2)];
        case 'real':
        case 'time':
          return key * 1000;
        case 'boolean':
          return false;
        default:
          return null;
      }
    };
    const written = registry.map(({ id, tables }) => {
      const write = (rows: RowWriter): void => {
        if (id === 'contacts') {
          rows.contact('p1', 'Zdenka Quill', ['+491715550123', 'zdenka.quill@example.com'], {
            firstName: 'Zdenka',
            lastName: 'Quill',
          });
          rows.contact('p2', 'Ben Koch', ['+491715550999']);
        } else {
          for (const [table, { columns, primaryKey }] of Object.entries(tables)) {
            for (let key = 1; key <= RECORDS_OF_EACH; key++) {
              const row = Object.entries(columns).map(([name, column]) => [
                name,
                valueOf(name, column, key, primaryKey.includes(name)),
              ]);
              const search = {
                text: hidden(),
                at: key,
                payload: { sender: ALL[random(ALL.length)] ?? '', list: [hidden()] },
              };
              rows.add(table as keyof typeof artifactTables, Object.fromEntries(row), search);
            }
          }
        }
      };
      return [id, write] as const;
    });
    await fixture.indexAll(written);
    const [contacts] = written.filter(([id]) => id === 'contacts');
    await fixture.index('contacts', (rows) => contacts?.[1](rows), ['Library/Zdenka Quill.vcf', 'Library/cards.vcf']);
    await fixture.store.marks.change(fixture.backup, [{ kind: 'contact', key: 'p1' }], {
      note: 'Zdenka again',
      addTags: ['Kingfisher'],
    });
    const device = { serialNumber: 'F2LX', phoneNumber: '+491715550123', imei: '356', iccid: '8944' };
    await fixture.store.write.updateTable('backups').set(device).execute();
  }, 120_000);
  afterAll(async () => {
    await fixture.dispose();
    rmSync(folder, { recursive: true });
  });

  it('has no form of what was removed in any column of any table', async () => {
    const rows = await copied({ people: ['+491715550123'], words: ['Kingfisher'] });
    expect([...rows.keys()]).toEqual(expect.arrayContaining(Object.keys(artifactTables)));
    for (const [table, values] of rows) {
      if (table === 'artifact_tables') continue;
      for (const value of values) {
        const plain = fold(value);
        const found = SECRET.exec(plain) ?? SECRET.exec(plain.replace(/[^\p{L}\p{N}]/gu, ''));
        if (found !== null) expect.fail(`${table}: ${value}`);
      }
    }
    for (const table of Object.keys(artifactTables)) expect(rows.get(table)?.length, table).toBeGreaterThan(0);
    expect(rows.get('marks')).toHaveLength(1);
    const sources = rows.get('source_files') ?? [];
    expect(sources.filter((row) => row.includes('Library/cards.vcf'))).toHaveLength(1);
  }, 60_000);

  it('has no places, and nothing that identifies the phone of an owner who is removed', async () => {
    const rows = await copied({ places: 'remove', owner: true });
    const places = [
      'latitude',
      'longitude',
      'altitude',
      'accuracy',
      'address',
      'addresses',
      'city',
      'bssid',
      'place',
      'location',
    ];
    const left: string[] = [];
    for (const [table, values] of rows) {
      for (const row of values.map((value) => JSON.parse(value) as Record<string, unknown>))
        left.push(...places.filter((name) => (row[name] ?? null) !== null).map((name) => `${table}.${name}`));
    }
    expect(left).toEqual([]);
    const [backup] = (rows.get('backups') ?? []).map((value) => JSON.parse(value) as Record<string, unknown>);
    const identifying = ['udid', 'serial_number', 'phone_number', 'imei', 'iccid'];
    expect(identifying.map((name) => backup?.[name])).toEqual(identifying.map(() => null));
  }, 60_000);

  it('is the same for the same redaction', fullOnly, async () => {
    const redaction: Partial<Redaction> = { people: 'everyone', words: ['Kingfisher'], places: 'remove' };
    const [one, other] = [await copied(redaction), await copied(redaction)];
    for (const [table, rows] of one) {
      // Named by the time of migration.
      if (!table.startsWith('kysely') && table !== 'artifact_tables') expect(other.get(table), table).toEqual(rows);
    }
  });
});
