import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../test/support/formats/mutations.ts';
import { readXml, xmlAt, xmlText } from './xml.ts';

describe('readXml', () => {
  it('reads elements, attributes, text, CDATA and references', () => {
    const root = readXml(
      '<?xml version="1.0"?>\n<!-- a note -->\n<msg from = "a&amp;b" to=\'c "d"\'><title>Tom &lt;&#x41;&#66;&gt;</title>' +
        '<des><![CDATA[<b>&amp;]]></des><empty/></msg>\n<extra>1</extra>',
    );
    const msg = xmlAt(root, 'msg');
    expect(root?.children.map(({ name }) => name)).toEqual(['msg', 'extra']);
    expect([...(msg?.attributes ?? [])]).toEqual([
      ['from', 'a&b'],
      ['to', 'c "d"'],
    ]);
    expect(xmlText(msg, 'title')).toBe('Tom <AB>');
    expect(xmlText(root, 'msg/des')).toBe('<b>&amp;');
    expect(xmlText(msg, 'empty')).toBeNull();
    expect(xmlAt(root, 'msg/none/deeper')).toBeNull();
  });

  it('does not expand anything and keeps what is no reference', () => {
    expect(readXml('<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>')).toBeNull();
    expect(xmlText(readXml('<a>&x; &#99999999; &#x110000; R&D</a>'), 'a')).toBe('&x; &#99999999; &#x110000; R&D');
  });

  it.each(['<a>', '<a></b>', '</a>', '<a', '<a b=c></a>', '<a b="c>', '< a/>', '<a><![CDATA[x</a>', 'x < y'])(
    'gives null for %s',
    (xml) => {
      expect(readXml(xml)).toBeNull();
    },
  );

  it('gives null for what is too deep or has too many elements', () => {
    expect(readXml('<a>'.repeat(40) + '</a>'.repeat(40))).not.toBeNull();
    expect(readXml('<a>'.repeat(41) + '</a>'.repeat(41))).toBeNull();
    expect(readXml('<a/>'.repeat(20_001))).toBeNull();
  });

  it('takes linear time', () => {
    for (const xml of [
      '<a '.repeat(100_000),
      '<a b=" '.repeat(100_000),
      `<a${' '.repeat(300_000)}`,
      '&#1'.repeat(200_000),
    ]) {
      readOrRefuse(() => readXml(xml));
    }
  });

  it('never throws on damaged documents', () => {
    const samples = ['<msg><appmsg appid="" sdkver="0"><title>A&amp;B</title><![CDATA[x]]></appmsg></msg>'].map((xml) =>
      Buffer.from(xml),
    );
    fc.assert(
      fc.property(mutated(samples), (bytes) => {
        readOrRefuse(() => readXml(Buffer.from(bytes).toString('latin1')));
      }),
      { numRuns: rounds(2000), seed: SEED },
    );
  });
});
