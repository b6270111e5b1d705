import { describe, expect, it } from 'vitest';
import type { WithLedger } from '../api/ledgers.ts';
import type { Texts } from '../i18n/texts.ts';
import { gapsOf } from './gaps.ts';

/** The words that are looked at, by their names. */
const words = {
  server: (english: string) => english,
  records: {
    none: { unreadText: 'unreadText' },
    incomplete: { running: 'runningText', earlier: 'Earlier' },
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
  sources: [],
  ...rest,
});

const INDEXED = { id: 'abc', status: 'INDEXED', lastIndexedAt: 1, stale: false, staleReason: null, lastRun: null };

/** Only what is looked at of a backup. */
const backup = (rest: Partial<WithLedger>): WithLedger => ({ ...INDEXED, ledger: [], ...rest }) as WithLedger;

const titles = (rest: Partial<WithLedger>, artifacts: readonly string[] | null = null): string[] =>
  gapsOf(backup(rest), artifacts, { artifactName: (_, title) => title }, words).map(
    ({ artifact, title, missing, reasons }) => [artifact ?? 'index', title, missing, ...reasons].join(' | '),
  );

describe('what is not complete of a backup', () => {
  it('is every line of the ledger that needs attention, and no other', () => {
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
      'messages | Partial | 3 | a message that is too large',
      'notes | Unsupported | 0 | There is no table of messages.',
      'photos | Locked | 0 | unreadText',
      'calendar | Failed | 0 | unreadText',
    ]);
    expect(titles({ ledger }, ['messages', 'whatsapp'])).toHaveLength(1);
    expect(titles({ ledger }, ['whatsapp'])).toEqual([]);
  });

  it('is the index that is being written, is out of date, or was not written to the end', () => {
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
    // Nothing to see yet: that is said where the rows would be.
    expect(titles({ status: 'DISCOVERED', lastIndexedAt: null, ...run('cancelled') })).toEqual([]);
  });
});
