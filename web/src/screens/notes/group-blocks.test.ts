import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Group, groupBlocks, type NoteList } from './group-blocks.ts';

const paragraph = (style: string, text: string, indent?: number): Block => {
  return { kind: 'paragraph', style, spans: [{ text }], ...(indent === undefined ? {} : { indent }) };
};

/** A list as text: `- a`, `  - b`. */
const drawn = (list: NoteList, depth = 0): string[] =>
  list.items.flatMap(({ paragraph: { spans }, lists }) => [
    `${'  '.repeat(depth)}${list.style[0]} ${spans[0]?.text}`,
    ...lists.flatMap((inner) => drawn(inner, depth + 1)),
  ]);

const allOf = (groups: readonly Group[]): Block[] =>
  groups.flatMap((group) => {
    if (group.kind === 'paragraph') return [group.paragraph];
    if (group.kind === 'table') return [group.table];
    if (group.kind === 'code') return group.paragraphs;
    if (group.kind === 'quote') return allOf(group.groups);
    return group.items.flatMap(({ paragraph, lists }) => [paragraph, ...allOf(lists)]);
  });

describe('groupBlocks', () => {
  it('nests lists by indent, and starts another one if the style changes', () => {
    const groups = groupBlocks([
      paragraph('bulleted', 'a'),
      paragraph('bulleted', 'b', 1),
      paragraph('numbered', 'c', 1),
      paragraph('bulleted', 'd'),
      paragraph('checklist', 'e'),
      paragraph('body', 'f'),
      paragraph('bulleted', 'g', 3),
    ]);
    expect(groups.map(({ kind }) => kind)).toEqual(['list', 'list', 'paragraph', 'list']);
    expect(groups.flatMap((group) => (group.kind === 'list' ? drawn(group) : []))).toEqual([
      'b a',
      '  b b',
      '  n c',
      'b d',
      'c e',
      'b g',
    ]);
  });

  it('keeps quotations and code together', () => {
    const quote = { ...paragraph('body', 'q'), quote: true } as Block;
    const groups = groupBlocks([paragraph('monospaced', '1'), paragraph('monospaced', '2'), quote, quote]);
    expect(groups.map(({ kind }) => kind)).toEqual(['code', 'quote']);
    expect(allOf(groups)).toHaveLength(4);
  });

  it('keeps all paragraphs and their order, for any indents', () => {
    const block = fc.tuple(
      fc.constantFrom('body', 'bulleted', 'dashed', 'numbered', 'checklist', 'monospaced', 'x'),
      fc.oneof(fc.integer(), fc.nat(5), fc.double()),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 60 }), (drafts) => {
        const blocks = drafts.map(([style, indent, quote], index): Block => {
          return { kind: 'paragraph', style, indent, quote, spans: [{ text: String(index) }] };
        });
        const texts = allOf(groupBlocks(blocks)).map((each) => each.kind === 'paragraph' && each.spans[0]?.text);
        expect(texts).toEqual(blocks.map((_, index) => String(index)));
      }),
      { seed: 7 },
    );
  });
});
