import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullOnly } from '../../test/support/depth.ts';
import { itForSome } from '../../test/support/some-rows.ts';
import { openViewFixture, type ViewFixture } from '../../test/support/view-fixture.ts';
import { type ExportPlan, ExportPlanSchema } from '../contract/export.ts';
import { isWithin, periodName } from './period.ts';
import { prepareExport } from './prepare-export.ts';

const HOUR_MS = 3_600_000;
/** The first millisecond of 5 May 2024 in Berlin, and the one after the last. */
const START = Date.parse('2024-05-05T00:00+02:00');
const END = START + 24 * HOUR_MS;

/** Times at the bounds of the period, and the names of their records. */
const TIMES = { before: START - 1, first: START, middle: START + HOUR_MS, last: END - 1, after: END } as const;
const NAMES = Object.keys(TIMES);
const WITHIN = ['first', 'middle', 'last'];

describe('a record of a period', () => {
  it('is one from its first millisecond to its last', () => {
    const within = (period: { from?: number; to?: number }): string[] =>
      Object.entries(TIMES).flatMap(([name, at]) => (isWithin(at, period) ? [name] : []));
    expect(within({ from: START, to: END })).toEqual(WITHIN);
    expect(within({ from: START })).toEqual([...WITHIN, 'after']);
    expect(within({ to: END })).toEqual(['before', ...WITHIN]);
    expect(within({})).toEqual(NAMES);
  });

  it('has a time, unless there is no period', () => {
    expect([{ from: START }, { to: END }, {}].map((period) => isWithin(null, period))).toEqual([false, false, true]);
  });

  it('is of the days in the name of its file', () => {
    const named = (from: number | undefined, to: number | undefined): string =>
      periodName({ from, to, timeZone: 'Europe/Berlin' });
    expect(named(START, END)).toBe('2024-05-05');
    expect(named(START, END + 1)).toBe('2024-05-05 to 2024-05-06');
    expect(named(START - 1, END)).toBe('2024-05-04 to 2024-05-05');
  });
});

describe('an export of a day', () => {
  let fixture: ViewFixture;
  beforeAll(async () => {
    fixture = await openViewFixture();
    const entries = Object.entries(TIMES).map(([name, at], index) => ({ name: `this is ${name}`, at, key: index + 1 }));
    await fixture.indexAll([
      [
        'messages',
        (rows) => {
          rows.conversation(1, ['anna@example.com'], {
            messageCount: NAMES.length,
            firstAt: TIMES.before,
            lastAt: TIMES.after,
          });
          for (const { name, at, key } of entries) rows.message(key, 1, at, { text: name, sender: 'anna@example.com' });
        },
      ],
      [
        'calls',
        (rows) => {
          for (const { name, at, key } of entries)
            rows.add('calls', { key: String(key), at, seconds: 1, direction: 'incoming', location: name });
        },
      ],
      [
        'calendar',
        (rows) => {
          for (const { name, at, key } of entries)
            rows.add('calendar_events', { key: String(key), title: name, startAt: at }, { text: name, at });
        },
      ],
      [
        'notes',
        (rows) => {
          for (const { name, at, key } of entries)
            rows.add('notes', { key: `N${key}`, title: name, createdAt: at, modifiedAt: at, bodyState: 'locked' });
        },
      ],
    ]);
  }, 60_000);
  afterAll(() => fixture.dispose());

  /** Names of the records in an export, in their order. */
  async function namesIn(plan: Partial<ExportPlan>): Promise<string[]> {
    const whole = ExportPlanSchema.parse({ timeZone: 'Europe/Berlin', files: false, bom: false, ...plan });
    const prepared = await prepareExport({ views: fixture.ctx, files: null, version: '1' }, fixture.backup, whole);
    let text = '';
    for await (const { path, contents } of prepared.files()) {
      const chunks = await Array.fromAsync(contents, (chunk) => Buffer.from(chunk));
      if (!/ABOUT|export-plan/.test(path)) text += Buffer.concat(chunks).toString();
    }
    return NAMES.filter((name) => text.includes(`this is ${name}`));
  }

  /** Messages, rows, lists and searches have limits of their own. */
  const EXPORTS = [
    ['conversations', 'txt'],
    ['conversations', 'html'],
    ['message', 'jsonl'],
    ['calls', 'csv'],
    ['notes', 'markdown'],
    ['search', 'txt'],
  ] as const;

  itForSome(EXPORTS, ([, format]) => format !== 'html')(
    'has what is of that day, to the millisecond: %s as %s',
    async ([what, format]) => {
      expect(await namesIn({ what, format, from: '2024-05-05', to: '2024-05-05' })).toEqual(WITHIN);
    },
  );

  it.each(EXPORTS)('has no other end than the one that is given: %s as %s', fullOnly, async (what, format) => {
    expect(await namesIn({ what, format, from: START, to: END })).toEqual(WITHIN);
    expect(await namesIn({ what, format, from: '2024-05-05' })).toEqual([...WITHIN, 'after']);
    expect(await namesIn({ what, format, to: '2024-05-05' })).toEqual(['before', ...WITHIN]);
  });
});
