import { describe, expect, it } from 'vitest';
import { AddressMatcher } from './address-matcher.ts';
import { movedPosition } from './match.ts';
import { NameMatcher, type TextForm } from './name-matcher.ts';
import { NumberMatcher } from './number-matcher.ts';
import { TextRedactor } from './text-redactor.ts';

function redactor({
  forms = [],
  numbers = [],
  all = false,
}: {
  readonly forms?: readonly TextForm[];
  readonly numbers?: readonly string[];
  readonly all?: boolean;
}): TextRedactor {
  return new TextRedactor({
    names: new NameMatcher(forms),
    numbers: new NumberMatcher(
      numbers.map((handleKey) => ({ handleKey, label: 'N' })),
      all ? () => '#' : null,
    ),
    addresses: new AddressMatcher((address) => (address === 'anna@example.com' || all ? 'M' : null)),
    place: all ? 'P' : null,
  });
}

describe('the redaction of texts', () => {
  it.each([
    ['Anna', 'A'],
    ['ANNA, anna!', 'A, A!'],
    ['annas Auto, Anna’s car', 'A Auto, A’s car'],
    ['Hannah, Annabelle', 'Hannah, Annabelle'],
    ['a\u0301nna', 'A'],
    ['Jürgen, JU\u0308RGEN, Juergen', 'B, B, Juergen'],
    ['IMG_anna_2.jpg, B0anna', 'IMG_A_2.jpg, B0A'],
    ['Schmidt, Anna', 'C'],
    ['Ｊürgen', 'B'],
    ['I will, Will', 'I will, D'],
    ['secretplan', 'E'],
    ['meetAnna, AnnaAtHome2, iPhone', 'meetA, AAtHome2, iPhone'],
    ['J\u200burgen A\u200dn\u2060na', 'B A'],
    ['O &#74;&uuml;rgen&#39;s, J\\u00fcrgen &amp; Anna&amp;co', "O B's, B &amp; A&co"],
  ])('%s', (text, redacted) => {
    const forms = [
      { form: 'Anna', label: 'A' },
      { form: 'Jürgen', label: 'B' },
      { form: 'Schmidt Anna', label: 'C' },
      { form: 'Will', label: 'D' },
      { form: 'secret', label: 'E', isPart: true, isWord: true },
    ];
    expect(redactor({ forms }).text(text)).toBe(redacted === 'E' ? 'Eplan' : redacted);
  });

  it.each([
    ['+49 171 555 0123', 'N'],
    ['0171_5550123', 'N'],
    ['0171\u20125550123', 'N'],
    ['tel:&#43;49&nbsp;171&nbsp;5550123', 'tel:N'],
    ['call 0171-5550123 now', 'call N now'],
    ['00491715550123', 'N'],
    ['(0171) 555 01 23', 'N'],
    ['491715550123-1400000000@g.us', 'N-1400000000@g.us'],
    ['tel:%2B491715550123', 'tel:N'],
    ['Media/491715550123/IMG.jpg', 'Media/N/IMG.jpg'],
    ['٠١٧١٥٥٥٠١٢٣', 'N'],
    ['0171 5550124', '0171 5550124'],
    ['112', 'N'],
    ['1120', '1120'],
  ])('number %s', (text, redacted) => {
    expect(redactor({ numbers: ['+491715550123', '112'] }).text(text)).toBe(redacted);
  });

  it.each([
    ['Anna@Example.com', 'M'],
    ['Library/SMS/Drafts/anna@example.com/composition.plist', 'Library/SMS/Drafts/M/composition.plist'],
    ["<mailto:anna@example.com>, ('anna@example.com')", "<mailto:M>, ('M')"],
    ['joanna@example.com', 'joanna@example.com'],
  ])('address %s', (text, redacted) => {
    expect(redactor({}).text(text)).toBe(redacted);
  });

  it('keeps days, times, versions and amounts when all numbers are removed', () => {
    const kept =
      'On 2024-05-01 12:30, 1.5.2024, version 18.5.1, 192.168.0.1, 1500 euros, 12345, 93A3D25D-BF7C-4123-8765-FDE2A8B08D71';
    expect(redactor({ all: true }).text(kept)).toBe(kept);
    expect(redactor({ all: true }).text('0171 5550123 0171 5550124, x@y.org, 48.1371, 11.5754')).toBe('# #, M, P');
  });

  it.each([
    ['brackets without a number', '('.repeat(300_000)],
    ['ids with digits', '12345678-1234-1234-1234-123456789012 '.repeat(30_000)],
  ])('takes a moment for a long text of %s', (_what, text) => {
    const { user } = process.threadCpuUsage();
    expect(redactor({ numbers: ['+4917112345678'], all: true }).text(text)).toBe(text);
    expect(process.threadCpuUsage().user - user).toBeLessThan(5_000_000);
  });

  it('says where the rest of a text is afterwards', () => {
    const forms = [{ form: 'Anna', label: 'Person A' }];
    const { text, matches } = redactor({ forms }).replace('Hi Anna, see \ufffc');
    expect(text).toBe('Hi Person A, see \ufffc');
    expect(text[movedPosition(matches, 13, 'start')]).toBe('\ufffc');
    expect([movedPosition(matches, 3, 'start'), movedPosition(matches, 7, 'end')]).toEqual([3, 11]);
  });

  it('leaves nothing of matches that overlap', () => {
    const forms = [{ form: 'mail Anna now', label: 'W' }];
    expect(redactor({ forms }).text('so mail anna@example.com now')).toBe('so mail M now');
    expect(redactor({ forms: [...forms, { form: 'now or never', label: 'V' }] }).text('mail Anna now or never')).toBe(
      'W',
    );
  });
});
