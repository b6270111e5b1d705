/** Characters written as escapes of addresses, HTML or JSON. */
const ESCAPE = /(?:%[0-9a-f]{2})+|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});|\\u[0-9a-f]{4}/gi;
/** Cheap test for whether a text can have one. */
const MAYBE = /%[0-9a-f]{2}|&[#a-z]|\\u[0-9a-f]/i;
/** Text between spaces. */
const TOKEN = /\S+/g;

/** Accents by the end of the names of HTML's letters: `&eacute;` is e with an acute accent. */
const ACCENTS: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  caron: '\u030c',
  cedil: '\u0327',
};
const ACCENTED = /^([a-z])(grave|acute|circ|tilde|uml|ring|caron|cedil)$/i;
/** Other entities that are found in names, numbers and addresses. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  quot: '"',
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
  shy: '\u00ad',
  rsquo: '\u2019',
  lsquo: '\u2018',
  ndash: '\u2013',
  hyphen: '\u2010',
  commat: '@',
  plus: '+',
  period: '.',
  szlig: 'ß',
  aelig: 'æ',
  AElig: 'Æ',
  oelig: 'œ',
  OElig: 'Œ',
  oslash: 'ø',
  Oslash: 'Ø',
  lstrok: 'ł',
  Lstrok: 'Ł',
  eth: 'ð',
  ETH: 'Ð',
  thorn: 'þ',
  THORN: 'Þ',
};

/** Text without spaces that has escapes, and its decoded form. */
export interface EscapedToken {
  readonly start: number;
  readonly end: number;
  readonly plain: string;
}

/** The tokens of a text that have escapes. */
export function escapedTokens(text: string): EscapedToken[] {
  if (!MAYBE.test(text)) return [];
  return [...text.matchAll(TOKEN)].flatMap(({ 0: token, index }) => {
    if (!MAYBE.test(token)) return [];
    const plain = token.replace(ESCAPE, unescaped);
    return plain === token ? [] : [{ start: index, end: index + token.length, plain }];
  });
}

function unescaped(escape: string): string {
  if (escape.startsWith('%')) return new TextDecoder().decode(Buffer.from(escape.replaceAll('%', ''), 'hex'));
  if (escape.startsWith('\\')) return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
  const name = escape.slice(1, -1);
  if (name.startsWith('#')) {
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : escape;
  }
  const [, letter, accent] = ACCENTED.exec(name) ?? [];
  if (letter !== undefined && accent !== undefined) return `${letter}${ACCENTS[accent] ?? ''}`.normalize('NFC');
  return ENTITIES[name] ?? escape;
}
