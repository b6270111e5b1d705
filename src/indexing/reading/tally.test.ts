import { describe, expect, it } from 'vitest';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { endingOf, Tally } from './tally.ts';

const REASON = msg('lost.no-key.calls');

/** A tally of a store with ten records, of which `lost` were. */
function tallyOf({ rows, lost }: { readonly rows: number; readonly lost: number }): Tally {
  const tally = new Tally();
  tally.found = 10;
  tally.rows = rows;
  if (lost > 0) tally.lose(REASON, lost);
  return tally;
}

describe('the ending of a reading', () => {
  it('is complete only if nothing was lost', () => {
    expect(tallyOf({ rows: 10, lost: 0 }).ending()).toEqual({ outcome: 'indexed', reason: null });
    expect(tallyOf({ rows: 9, lost: 1 }).ending()).toEqual({ outcome: 'partial', reason: REASON });
    expect(tallyOf({ rows: 0, lost: 10 }).ending()).toEqual({ outcome: 'failed', reason: REASON });
    expect(tallyOf({ rows: 0, lost: 0 }).ending()).toEqual({ outcome: 'empty', reason: null });
  });

  it('is not complete after a loss of an unknown number of records', () => {
    const tally = tallyOf({ rows: 10, lost: 0 });
    tally.degrade(REASON);
    expect(tally.ending()).toEqual({ outcome: 'partial', reason: REASON });
  });

  it('names the cause of a store that is incomplete', () => {
    const tally = tallyOf({ rows: 9, lost: 1 });
    const cause = msg('ledger.preview');
    tally.isShort(cause);
    expect(tally.explain(tally.ending())).toEqual({ outcome: 'partial', reason: cause });
  });

  it('with an error is partial only if there are rows', () => {
    const error = new DomainError('LIMIT_EXCEEDED', REASON);
    expect([0, 3].map((rows) => endingOf(error, rows))).toEqual([
      { outcome: 'failed', reason: REASON },
      { outcome: 'partial', reason: REASON },
    ]);
  });
});

it('counts as parsed what was found and not lost, or the rows where that is not known', () => {
  expect(tallyOf({ rows: 7, lost: 3 }).parsed()).toBe(7);
  expect(tallyOf({ rows: 12, lost: 3 }).parsed()).toBe(7);
  const unknown = tallyOf({ rows: 5, lost: 3 });
  unknown.found = null;
  unknown.kept = 2;
  expect(unknown.parsed()).toBe(7);
});
