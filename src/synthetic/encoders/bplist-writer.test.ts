import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseBuffer } from 'bplist-parser';
import * as fc from 'fast-check';
import { parse } from 'plist';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { rounds } from '../../../test/support/depth.ts';
import { writeBplist } from './bplist-writer.ts';
import { PlistReal, PlistUid, type PlistValue } from './plist-value.ts';
import { writeXmlPlist } from './xml-plist-writer.ts';

describeCorpus('writeBplist', () => {
  it('writes message_summary_info byte for byte', () => {
    const golden = readFileSync(corpusPath('messages/edited_message/Deleted.plist'));
    const written = writeBplist({ amc: 0, ust: true, otr: { '0': { lo: 0n, le: 13n } }, rp: [0n] });
    // 0 of `amc` is a 32-bit number and 0 of `lo` is not merged with it; see PlistValue.
    expect(parseBuffer(written)).toEqual(parseBuffer(golden));
  });
});

describe('writeBplist and writeXmlPlist', () => {
  it('writes the bytes of a known list', () => {
    expect(writeBplist({ a: 1 }).toString('hex')).toBe(
      '62706c6973743030d1010251611001080b0d000000000000010100000000000000030000000000000000000000000000000f',
    );
  });

  it.each([0, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, -1, Number.MIN_SAFE_INTEGER, 1.5])(
    'keeps the number %d',
    (value) => {
      expect(parseBuffer(writeBplist(value))[0]).toBe(value);
    },
  );

  it('is read by an independent library', () => {
    const { value } = fc.letrec<{ value: PlistValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'grapheme' }),
        fc.integer(),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 20 }),
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
          tie('value'),
          { maxKeys: 20, noNullPrototype: true },
        ),
      ),
    }));
    fc.assert(
      fc.property(fc.record({ root: value }, { noNullPrototype: true }), (root) => {
        expect(parseBuffer(writeBplist(root))[0]).toEqual(root);
      }),
      { seed: 7, numRuns: rounds(200) },
    );
  });

  it('is read by Python, if installed', ({ skip }) => {
    const value = {
      when: new Date('2024-02-29T12:34:56Z'),
      bytes: Buffer.from([0, 1, 2, 255]),
      text: 'Zoë & <日本語> 🎉',
      real: new PlistReal(2),
      big: 2n ** 63n,
      list: [true, false, -5],
    };
    const script =
      'import sys,plistlib,json\n' +
      'v=plistlib.loads(sys.stdin.buffer.read())\n' +
      "print(json.dumps([v['when'].isoformat(),v['bytes'].hex(),v['text'],v['real'],str(v['big']),v['list']]))";
    for (const bytes of [writeBplist(value), writeXmlPlist(value)]) {
      const run = spawnSync('python3', ['-c', script], { input: bytes, encoding: 'utf8' });
      if (run.error !== undefined) skip('there is no python3');
      expect(run.stderr).toBe('');
      const expected = ['2024-02-29T12:34:56', '000102ff', value.text, 2, '9223372036854775808', [true, false, -5]];
      expect(JSON.parse(run.stdout)).toEqual(expected);
    }
  });

  it('writes the references of keyed archives', () => {
    const ids = [0, 255, 256, 70_000].map((index) => new PlistUid(index));
    expect(parseBuffer<{ UID: number }[]>(writeBplist(ids))[0].map(({ UID }) => UID)).toEqual([0, 255, 256, 70_000]);
  });

  it('writes XML that an independent library reads', () => {
    const value = {
      Name: 'a<b>&c',
      Number: 7,
      Yes: true,
      Empty: [],
      None: {},
      List: ['x', 1.5],
      Blob: Buffer.alloc(100, 1),
    };
    expect(parse(writeXmlPlist(value).toString('utf8'))).toEqual({ ...value, Blob: new Uint8Array(100).fill(1) });
  });
});
