import { describe, expect, it } from 'vitest';
import type { WithLedger } from '../api/ledgers.ts';
import type { Texts } from '../i18n/texts.ts';
import { gapsOf } from './gaps.ts';

/** Texts used by these tests, by name. */
const words = {
  server: (english: string) => english,
  records: {
    none: { unreadText: 'unreadText', notChosen: 'Not chosen' },
    incomplete: {
      running: 'runningText',
      earlier: 'Earlier',
      preview: {
        title: 'Reading',
        since: ({ date }: { date: string }) => `since ${date}`,
        newest: 'newest',
        all: 'all',
      },
    },
  },
  ledger: {
    outcome: { partial: 'Partial', locked: 'Locked', failed: 'Failed', 'unsupported-schema': 'Unsupported' },
    run: { cancelled: 'cancelledText', failed: 'failedText', interrupted: 'interruptedText' },
  },
  backups: { status: { stale: 'Stale' } },
  overview: { indexing: { title: 'Indexing', text: 'indexingText' } },
} as unknown as Texts;

type Line = WithLedger['ledger'][number];

const line = (artifact: string, rest: Partial<Line>): Line => ({
  artifact,
  title: artifact,
  version: 1,
  outcome: 'indexed',
  reason: null,
  reasonCode: null,
  found: null,
  parsed: 0,
  skipped: 0,
  notes: {},
  noteCodes: [],
  milliseconds: 0,
  indexedAt: 0,
  preview: null,
  sources: [],
  ...rest,
});

const INDEXED = {
  id: 'abc',
  status: 'INDEXED',
  lastIndexedAt: 1,
  stale: false,
  staleReason: null,
  lastRun: null,
  early: [],
};

/** A backup with only the properties used by these tests. */
const backup = (rest: Partial<WithLedger>): WithLedger => ({ ...INDEXED, ledger: [], ...rest }) as WithLedger;

const titles = (rest: Partial<WithLedger>, artifacts: readonly string[] | null = null): string[] =>
  gapsOf(
    backup(rest),
    artifacts,
    { artifactName: (_, title) => title, artifactsWithScreens: ['messages', 'calendar'] },
    words,
    String,
  ).map(({ artifact, title, missing, reasons }) => [artifact ?? 'index', title, missing, ...reasons].join(' | '));

describe('gaps of a backup', () => {
  it('have what was not chosen in one line, but not on a screen of one artifact', () => {
    const ledger = [
      line('calls', { outcome: 'not-chosen' }),
      line('notes', { outcome: 'not-chosen' }),
      line('photos', {}),
    ];
    expect(titles({ ledger })).toEqual(['index | Not chosen | 0 | calls, notes']);
    expect(titles({ ledger }, ['photos', 'notes'])).toEqual(['index | Not chosen | 0 | notes']);
    expect(titles({ ledger }, ['notes'])).toEqual([]);
  });

  it('are the ledger entries that need attention: what has a screen first, then what could not be read at all', () => {
    const ledger = [
      line('calls', { outcome: 'needs-encrypted-backup' }),
      line('contacts', { outcome: 'absent' }),
      line('messages', { outcome: 'partial', reason: 'a message that is too large', skipped: 3 }),
      line('notes', { outcome: 'unsupported-schema', reason: 'There is no table of messages.' }),
      line('photos', { outcome: 'locked', reason: null }),
      line('calendar', { outcome: 'failed', reason: null, found: 9 }),
      line('whatsapp', { outcome: 'empty' }),
    ];
    expect(titles({ ledger })).toEqual([
      'calendar | Failed | 0 | unreadText',
      'messages | Partial | 3 | a message that is too large',
      'notes | Unsupported | 0 | There is no table of messages.',
      'photos | Locked | 0 | unreadText',
    ]);
    expect(titles({ ledger }, ['messages', 'whatsapp'])).toHaveLength(1);
    expect(titles({ ledger }, ['whatsapp'])).toEqual([]);
  });

  it('say how far back a first run has read', () => {
    const early = [
      { artifact: 'messages', isWhole: false, backTo: 7 },
      { artifact: 'contacts', isWhole: true, backTo: null },
    ];
    const ledger = [
      line('messages', { outcome: 'partial', reason: 'newest only', preview: { backTo: 7 } }),
      line('photos', { outcome: 'partial', preview: { backTo: null } }),
    ];
    const running = { status: 'INDEXING', lastIndexedAt: null, early, ledger } as const;
    expect(titles(running, ['messages'])).toEqual(['messages | Reading | 0 | since 7']);
    expect(titles(running, ['contacts'])).toEqual([]);
    expect(titles(running, ['notes'])).toEqual(['index | Reading | 0 | all']);
    expect(titles(running)).toEqual([
      'index | Reading | 0 | all',
      'messages | Reading | 0 | since 7',
      'photos | Reading | 0 | newest',
    ]);
  });

  it('include an index that is being written, out of date or incomplete', () => {
    const run = (outcome: NonNullable<WithLedger['lastRun']>['outcome'], reason: string | null = null) => ({
      lastRun: { outcome, code: null, reason, reasonCode: null },
    });
    expect(titles({})).toEqual([]);
    expect(titles(run('succeeded'))).toEqual([]);
    expect(titles({ status: 'INDEXING', ...run('running') })).toEqual(['index | Indexing | 0 | runningText']);
    expect(titles({ status: 'INDEXING', lastIndexedAt: null })).toEqual(['index | Indexing | 0 | indexingText']);
    expect(titles(run('cancelled', 'It was cancelled.'))).toEqual(['index | Earlier | 0 | cancelledText']);
    expect(titles(run('failed', 'There is no room.'))).toEqual([
      'index | Earlier | 0 | failedText | There is no room.',
    ]);
    expect(titles({ stale: true, staleReason: 'It was rewritten.', ...run('interrupted') })).toEqual([
      'index | Stale | 0 | It was rewritten. | interruptedText',
    ]);
    // Without an index the message is shown instead of rows.
    expect(titles({ status: 'DISCOVERED', lastIndexedAt: null, ...run('cancelled') })).toEqual([]);
  });
});
