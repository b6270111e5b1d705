import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computingTime } from '../../../../test/support/computing-times.ts';
import { rounds } from '../../../../test/support/depth.ts';
import { SEED } from '../../../../test/support/formats/mutations.ts';
import type { NoteBlock, NoteDocument, NoteParagraph, NoteSpan } from '../document.ts';
import { renderHtml } from './html.ts';
import { renderMarkdown } from './markdown.ts';
import { escapeLineStart } from './markdown-text.ts';
import type { RenderOptions } from './options.ts';
import { renderText } from './text.ts';

function paragraph(text: string | readonly NoteSpan[], rest: Partial<NoteParagraph> = {}): NoteParagraph {
  return { kind: 'paragraph', style: 'body', ...rest, spans: typeof text === 'string' ? [{ text }] : text };
}

function document(...blocks: readonly NoteBlock[]): NoteDocument {
  return { blocks };
}

const TRICKY = `<img src=x onerror="alert('1')"> & *stars* [link](x) # not a heading`;

const SAMPLE = document(
  paragraph('Shopping', { style: 'title' }),
  paragraph([{ text: 'Very ' }, { text: 'bold ', bold: true }, { text: 'and', italic: true, strike: true }]),
  paragraph([
    { text: 'shop', link: 'https://example.com/?a=1&b="2"' },
    { text: ' trap', link: 'javascript:alert(1)' },
  ]),
  paragraph('Milk', { style: 'checklist', done: true }),
  paragraph('Rye', { style: 'checklist', done: false, indent: 1 }),
  paragraph('one', { style: 'numbered' }),
  paragraph('deeper', { style: 'numbered', indent: 2 }),
  paragraph('two', { style: 'numbered' }),
  paragraph('quoted', { quote: true }),
  paragraph('x = 1', { style: 'monospaced' }),
  paragraph('y = 2', { style: 'monospaced' }),
  {
    kind: 'table',
    id: 'T',
    rows: [
      [[paragraph('a | b')], []],
      [[paragraph('c'), paragraph('d')], [paragraph('e')]],
    ],
  },
  paragraph([{ text: '', attachment: { id: 'P', uti: 'public.jpeg' } }]),
  paragraph([{ text: '#tag', attachment: { id: 'H', uti: null, inline: 'hashtag' } }]),
);

const OPTIONS: RenderOptions = {
  attachment: ({ id }) => (id === 'P' ? { href: 'files/a b.jpg', name: 'a "b".jpg', isImage: true } : null),
};

describe('HTML', () => {
  it('contains every part of a note', () => {
    expect(renderHtml(SAMPLE, OPTIONS)).toBe(
      '<h1 dir="auto">Shopping</h1>' +
        '<p dir="auto">Very <b>bold </b><i><s>and</s></i></p>' +
        '<p dir="auto"><a href="https://example.com/?a=1&amp;b=&quot;2&quot;" rel="noopener noreferrer nofollow">shop</a> trap</p>' +
        '<ul class="checklist"><li dir="auto"><input type="checkbox" disabled checked> Milk' +
        '<ul class="checklist"><li dir="auto"><input type="checkbox" disabled> Rye</li></ul></li></ul>' +
        '<ol><li dir="auto">one<ol><li dir="auto">deeper</li></ol></li><li dir="auto">two</li></ol>' +
        '<blockquote><p dir="auto">quoted</p></blockquote>' +
        '<pre dir="auto">x = 1\ny = 2</pre>' +
        '<table><tbody><tr><td dir="auto">a | b</td><td dir="auto"></td></tr>' +
        '<tr><td dir="auto"><p dir="auto">c</p><p dir="auto">d</p></td><td dir="auto">e</td></tr></tbody></table>' +
        '<p dir="auto"><img src="files/a b.jpg" alt="a &quot;b&quot;.jpg"></p>' +
        '<p dir="auto"><span class="hashtag">#tag</span></p>',
    );
  });

  it('shows attachments without a file by name or as "attachment"', () => {
    const block = paragraph([{ text: '', attachment: { id: 'P', uti: null } }]);
    expect(renderHtml(document(block))).toBe('<p dir="auto"><span class="attachment">attachment</span></p>');
    const takes = ['one', 'two'].map((name) => ({ href: null, name, isImage: false }));
    const spoken = { attachment: () => ({ href: null, name: 'all', isImage: false, pages: takes, said: 'Hi' }) };
    // After all parts of a recording, not after each.
    expect(renderText(document(block), spoken)).toContain('[one][two]\n“Hi”');
    expect(renderHtml(document(block), spoken)).toContain('two</span><br><span class="said">“Hi”</span>');
    expect(renderMarkdown(document(block), spoken)).toContain('\\[two\\]\\\n“Hi”');
    const named = { attachment: () => ({ href: null, name: '<n>', isImage: true }) };
    expect(renderHtml(document(block), named)).toBe('<p dir="auto"><span class="attachment">&lt;n&gt;</span></p>');
  });

  it('renders known formatting only', () => {
    const looks: NoteSpan[] = [
      { text: 'r', color: '#ff0000', highlight: 'mint' },
      { text: 'x', color: 'red;background:url(//evil)' },
      { text: '2', baseline: 'super' },
    ];
    expect(renderHtml(document(paragraph(looks, { alignment: 'center', indent: 1 })))).toBe(
      '<p dir="auto" style="text-align:center;margin-inline-start:2em"><mark class="mint">' +
        '<span style="color:#ff0000">r</span></mark>x<sup>2</sup></p>',
    );
  });

  it('is well-formed and harmless for any document', () => {
    const word = fc.oneof(fc.constantFrom(TRICKY, '', '\n', '"><script>', "' onload=x", 'javascript:x'), fc.string());
    const span: fc.Arbitrary<NoteSpan> = fc.record(
      {
        text: word,
        bold: fc.constant(true),
        link: word,
        color: word,
        attachment: fc.record({ id: word, uti: fc.option(word) }),
      },
      { requiredKeys: ['text'] },
    );
    const style = fc.constantFrom(
      'body',
      'title',
      'monospaced',
      'bulleted',
      'numbered',
      'checklist',
      'dashed',
      'other',
    );
    const block = fc.record(
      {
        kind: fc.constant('paragraph'),
        style,
        indent: fc.nat(3),
        quote: fc.constant(true),
        spans: fc.array(span, { maxLength: 3 }),
      },
      { requiredKeys: ['kind', 'style', 'spans'] },
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), word, (blocks, name) => {
        const options = { attachment: () => ({ href: 'f', name, isImage: false }) };
        const html = renderHtml({ blocks }, options);
        const open: string[] = [];
        for (const [, slash, tag, attributes] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>/g)) {
          expect(attributes).toMatch(/^(?: [a-z]+(?:="[^"<>]*")?)*$/);
          expect(attributes).not.toMatch(/ on|javascript:/i);
          if (tag === 'br' || tag === 'input') continue;
          if (slash === '/') expect(open.pop()).toBe(tag);
          else open.push(tag ?? '');
        }
        expect(open).toEqual([]);
        expect(html.replace(/<\/?[a-z][a-z0-9]*(?:[^>"]|"[^"]*")*>/g, '')).not.toContain('<');
      }),
      { seed: SEED, numRuns: rounds(400) },
    );
  });
});

describe('Markdown', () => {
  it('contains every part of a note', () => {
    expect(renderMarkdown(SAMPLE, OPTIONS)).toBe(
      [
        '# Shopping',
        '',
        'Very **bold** *~~and~~*',
        '',
        '[shop](<https://example.com/?a=1&b="2">) trap',
        '',
        '- [x] Milk',
        '    - [ ] Rye',
        '1. one',
        '    1. deeper',
        '2. two',
        '',
        '> quoted',
        '',
        '```\nx = 1\ny = 2\n```',
        '',
        '| a \\| b |  |',
        '| --- | --- |',
        '| c<br>d | e |',
        '',
        '![a "b".jpg](<files/a b.jpg>)',
        '',
        '\\#tag',
      ].join('\n'),
    );
  });

  it('escapes markup characters', () => {
    expect(renderMarkdown(document(paragraph(TRICKY)))).toBe(
      `&lt;img src=x onerror="alert('1')"&gt; &amp; \\*stars\\* \\[link\\](x) \\# not a heading`,
    );
    expect(renderMarkdown(document(paragraph('1. no list'), paragraph('- nor this'), paragraph('    no code')))).toBe(
      '1\\. no list\n\n\\- nor this\n\n&emsp;no code',
    );
    expect(renderMarkdown(document(paragraph('a ``` fence', { style: 'monospaced' })))).toBe('````\na ``` fence\n````');
    expect(renderMarkdown(document(paragraph('two\nlines')))).toBe('two\\\nlines');
    expect(escapeLineStart('\n \n 1. a\n\u2028\t- b\r\n+ c')).toBe('\n \n 1\\. a\n\u2028&emsp;\\- b\r\n\\+ c');
  });

  it('takes a time that is linear in the number of empty lines', () => {
    expect(computingTime(() => escapeLineStart('\n'.repeat(200_000)))).toBeLessThan(1_000);
  });
});

describe('text', () => {
  it('contains every part of a note', () => {
    expect(renderText(SAMPLE, OPTIONS)).toBe(
      [
        'Shopping',
        'Very bold and',
        'shop trap',
        '☑ Milk',
        '  ☐ Rye',
        '1. one',
        '    1. deeper',
        '2. two',
        '> quoted',
        'x = 1',
        'y = 2',
        'a | b\t',
        'c d\te',
        '[a "b".jpg]',
        '#tag',
      ].join('\n'),
    );
    expect(renderText(document())).toBe('');
  });

  it('has the addresses of links behind their words, where they are wanted and say something else', () => {
    const link = 'https://x.example/?a=1&b=2';
    const written = (...spans: readonly NoteSpan[]) => {
      const options: RenderOptions = {
        hasAddresses: true,
        attachment: ({ id }) => ({ href: id, name: 'A page', isImage: false }),
      };
      return renderText(document(paragraph(spans)), options);
    };
    expect(
      written({ text: 'see ' }, { text: 'the ', link }, { text: 'shop ', bold: true, link }, { text: 'now' }),
    ).toBe(`see the shop <${link}> now`);
    expect(written({ text: 'one', link }, { text: ', two', link: 'mailto:a@x.example' })).toBe(
      `one <${link}>, two <mailto:a@x.example>`,
    );
    expect(written({ text: 'x.example', link: 'https://x.example/' }, { text: ' ' }, { text: link, link })).toBe(
      `x.example ${link}`,
    );
    expect(written({ text: 'a@x.example', link: 'mailto:a@x.example' })).toBe('a@x.example');
    expect(written({ text: 'trap', link: 'javascript:alert(1)' })).toBe('trap');
    expect(written({ text: '', attachment: { id: link, uti: 'public.url' } })).toBe(`[A page <${link}>]`);
    expect(written({ text: '', attachment: { id: '../files/a.jpg', uti: 'public.jpeg' } })).toBe('[A page]');
    expect(renderText(document(paragraph([{ text: 'shop', link }])))).toBe('shop');
  });
});
