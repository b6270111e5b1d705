import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus, usesCorpus } from '../../../../../test/corpus.ts';
import { rounds } from '../../../../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../../../../test/support/formats/mutations.ts';
import { type Drawing, drawingWords } from '../../../../model/drawing.ts';
import { readDigitalTouch } from './digital-touch.ts';
import { readHandwriting } from './handwriting.ts';

const file = (name: string): Buffer => readFileSync(corpusPath(`messages/digital_touch_message/${name}.bin`));
const drawn = (name: string): Drawing => readDigitalTouch(file(name)) as Drawing;

/** The figures are those that imessage-exporter prints of these payloads. */
describeCorpus('Digital Touch', () => {
  it.each<[string, Partial<Drawing>, string]>([
    ['tap', { kind: 'tap', count: 1 }, 'Digital Touch: tap'],
    ['sketch', { kind: 'sketch', count: 1 }, 'Digital Touch: sketch'],
    ['kiss', { kind: 'kiss', count: 1 }, 'Digital Touch: kiss'],
    ['heartbeat', { kind: 'heartbeat', bpm: 84, seconds: 2 }, 'Digital Touch: heartbeat, 84 bpm'],
    ['heartbreak', { kind: 'heartbreak', bpm: 84, brokenAt: 1.71 }, 'Digital Touch: heartbreak, 84 bpm'],
    ['fireball', { kind: 'fireball', seconds: 2.08 }, 'Digital Touch: fireball'],
  ])('%s', (name, facts, words) => {
    expect(drawn(name)).toMatchObject({ ...facts, width: 800, height: 1000 });
    expect(drawingWords(drawn(name))).toBe(words);
  });

  it('a sketch is one line of 81 points in its colour, from the upper left', () => {
    const [line, ...others] = drawn('sketch').paths;
    expect(others).toEqual([]);
    expect(line).toMatchObject({ colour: '#ff00fc', d: expect.stringMatching(/^M173 342l/) });
    // The pen rests once.
    const steps = line?.d.slice('M173 342l'.length).match(/-?\d+/g) ?? [];
    expect(steps).toHaveLength(2 * (81 - 1 - 1));
  });

  it('reads or refuses damaged payloads', () => {
    if (!usesCorpus) return;
    const touches = ['tap', 'sketch', 'kiss', 'heartbreak', 'fireball'].map(file);
    const codes = [
      'MALFORMED_PROTOBUF',
      'MALFORMED_FILE',
      'MALFORMED_ARCHIVE',
      'MALFORMED_PLIST',
      'LIMIT_EXCEEDED',
    ] as const;
    fc.assert(
      fc.property(mutated(touches), (bytes) => void readOrRefuse(() => readDigitalTouch(bytes), ...codes)),
      { seed: SEED, numRuns: rounds(400) },
    );
    const written = readFileSync(corpusPath('messages/handwritten_message/hello.bin'));
    fc.assert(
      fc.property(mutated([written]), (bytes) => void readOrRefuse(() => readHandwriting(bytes), ...codes)),
      { seed: SEED, numRuns: rounds(400) },
    );
  });
});
