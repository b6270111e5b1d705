import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { writeBplist } from '../../../synthetic/encoders/bplist-writer.ts';
import { writePlainBody } from '../../../synthetic/encoders/typedstream-writer.ts';
import { isFullyUnsent, readEditSummary } from './edits.ts';

/** Fixtures of imessage-exporter; the expected values were read with Python's plistlib. */
describeCorpus('edit histories of real messages', () => {
  const read = (name: string): ReturnType<typeof readEditSummary> =>
    readEditSummary(readFileSync(corpusPath(`messages/edited_message/${name}.plist`)));
  const texts = (name: string): unknown =>
    read(name).edits.map(({ part, unsent, history }) => [part, unsent, history.map(({ text }) => text)]);

  it('reads a message that was unsent completely', () => {
    const summary = read('Deleted');
    expect(summary.edits).toEqual([{ part: 0, unsent: true, history: [] }]);
    expect(isFullyUnsent(summary, [])).toBe(true);
    expect(summary.editedAt).toBeNull();
  });

  it('reads three edits with their times', () => {
    const { edits, editedAt } = read('Edited');
    expect(edits[0]?.history.map(({ at }) => at)).toEqual([
      1_668_820_674_273, 1_668_820_680_469, 1_668_820_685_972, 1_668_820_694_012,
    ]);
    expect(editedAt).toBe(1_668_820_694_012);
    expect(edits[0]?.history.every(({ text }) => text !== null && text !== '')).toBe(true);
  });

  it('reads parts that were edited, unsent and unchanged', () => {
    expect(texts('EditedAndUnsent')).toEqual([
      [2, false, ['Second test', 'Second test was edited!']],
      [3, true, []],
    ]);
    expect(read('EditedAndUnsent').parts).toEqual(new Set([0, 1, 2, 3]));
    expect(texts('MultiPartOneDeleted')).toEqual([[3, true, []]]);
    expect(isFullyUnsent(read('MultiPartOneDeleted'), [0, 1, 2])).toBe(false);
  });

  it('reads edits of one part among several', () => {
    expect(texts('EditedAndDeleted')).toEqual([[2, false, ['Second message', 'Second message got edited!']]]);
  });

  it('reads edits to a link and back, with their balloons', () => {
    const { edits, hiddenFrom } = read('EditedToLinkAndBack');
    expect(edits[0]?.history).toMatchObject([
      { text: 'This is a normal message' },
      {
        text: 'Edit to a url https://github.com/ReagentX/imessage-exporter/issues/10',
        balloon: '0B9103FE-280C-4BD0-A66F-4EDEE3443247',
      },
      { text: 'And edit it back to a normal message...', balloon: '0D93DF88-05BA-4418-9B20-79918ADD9923' },
    ]);
    expect(hiddenFrom).toEqual(['+0000000000']);
    expect(texts('EditedToLink')).toEqual([
      [1, false, ['here we go!', 'https://github.com/ReagentX/imessage-exporter/issues/10']],
    ]);
    expect(read('EditedWithFormatting').edits[0]?.history.map(({ text }) => text)).toEqual(['Test', 'Test']);
  });
});

it('has the time of the last edit of all parts, in whatever order they are', () => {
  const ec = { '0': [{ d: 1 }, { d: 30 }, { d: 20 }], '1': [{ d: 2 }, { d: 25 }] };
  expect(readEditSummary(writeBplist({ ec })).editedAt).toBe(Date.UTC(2001, 0, 1) + 30_000);
});

it('has the translation of a version', () => {
  const t = writePlainBody('Guten Tag');
  const tr = writePlainBody('Good day');
  const ec = {
    '0': [
      { d: 1, t },
      { d: 2, t, tr },
    ],
  };
  expect(
    readEditSummary(writeBplist({ ec })).edits[0]?.history.map(({ text, translation }) => [text, translation]),
  ).toEqual([
    ['Guten Tag', undefined],
    ['Guten Tag', 'Good day'],
  ]);
});

it('is unsent as a whole only if no part is left', () => {
  const summary = readEditSummary(writeBplist({ rp: [0] }));
  expect([[], [0], [0, 1]].map((parts) => isFullyUnsent(summary, parts))).toEqual([true, true, false]);
});

it('reads inconsistent summaries', () => {
  const odd = writeBplist({
    ec: { '0': [{ t: Buffer.from('no typedstream'), d: 'x' }, 7], '-1': [], x: [] },
    rp: [1, 'a', -1],
  });
  expect(readEditSummary(odd).edits).toEqual([
    {
      part: 0,
      unsent: false,
      history: [
        { at: null, text: null },
        { at: null, text: null },
      ],
    },
    { part: 1, unsent: true, history: [] },
  ]);
  expect(readEditSummary(writeBplist([1])).edits).toEqual([]);
});
