import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../test/support/formats/mutations.ts';
import { rtfText } from './rtf.ts';

/** As Apple's text system writes documents. */
const APPLE = String.raw`{\rtf1\ansi\ansicpg1252\cocoartf2761
\cocoatextscaling0\cocoaplatform0{\fonttbl\f0\fswiss\fcharset0 Helvetica;\f1\fnil\fcharset0 .SFUI-Regular;}
{\colortbl;\red255\green255\blue255;}
{\*\expandedcolortbl;;}
\pard\tx560\pardirnatural\partightenfactor0

\f0\fs24 \cf0 Caf\'e9 by the sea\
We \f1\b stayed\b0  late \{again\}.\
\uc0\u55356 \u57163  It\'92s \u26085 \u26412 !}`;
const text = (rtf: string): string | null => rtfText(Buffer.from(rtf, 'latin1'));

describe('rtfText', () => {
  it('reads what Apple writes: quoted bytes, Unicode, lines that end with a backslash', () => {
    expect(text(APPLE)).toBe('Café by the sea\nWe stayed late {again}.\n🍋 It’s 日本!');
  });

  it('leaves out tables, pictures, addresses of links and what is marked as unknown', () => {
    const rtf = String.raw`{\rtf1{\*\generator Some;}{\info{\title No}}A{\field{\*\fldinst{HYPERLINK "https://a.example"}}{\fldrslt link}}{\pict 00ff}\par B}`;
    expect(text(rtf)).toBe('Alink\nB');
  });

  it('skips as many characters behind a character of Unicode as the group says', () => {
    expect(text(String.raw`{\rtf1 \u233?x{\uc2\u233ab\u233\'65\'65y}\u-3913 z}`)).toBe('éxééy\u{f0b7}');
    expect(text(String.raw`{\rtf1\uc0 \u8217s}`)).toBe('’s');
  });

  it('reads bytes in the encoding of the document, two of which can be one character', () => {
    expect(text(String.raw`{\rtf1\ansi\ansicpg932 \'93\'fa\'96\'7b}`)).toBe('日本');
    expect(text(String.raw`{\rtf1\ansicpg99999 \'80}`)).toBe('€');
  });

  it('is nothing for other bytes, and reads what was cut off as far as it goes', () => {
    expect(text('Plain text')).toBeNull();
    expect(rtfText(new Uint8Array())).toBeNull();
    expect(text(String.raw`{\rtf1 One\par Tw`)).toBe('One\nTw');
    expect(text(`{\\rtf1 ${'{'.repeat(5000)}deep${'}'.repeat(5000)} end}`)).toBe('deep end');
  });

  it('reads any bytes', () => {
    fc.assert(
      fc.property(mutated([Buffer.from(APPLE, 'latin1')]), (bytes) => {
        const read = readOrRefuse(() => rtfText(bytes));
        expect(read?.isWellFormed() ?? true).toBe(true);
      }),
      { seed: SEED, numRuns: rounds(2000) },
    );
  });
});
