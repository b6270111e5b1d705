/** Maximum number of pairs; real files have some hundreds. */
const MAX_PAIRS = 20_000;

/** Maximum length, in UTF-16 code units; real files have some thousands. */
const MAX_LENGTH = 1024 * 1024;

/** Comments, quoted texts, unquoted ones, and any other character. What is not closed goes on to the end: linear time. */
const TOKEN = /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\r\n]*|"((?:[^"\\]|\\[\s\S])*)(?:"|\\?$)|([\w.$:/-]+)|[\s\S]/gy;
const ESCAPE = /\\(?:[uU]([0-9a-fA-F]{4})|([0-7]{1,3})|([\s\S]))/g;
const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\u{7}', b: '\b', f: '\f', v: '\v' };

/**
 * Reads the pairs of a strings file, `"key" = "text";` with comments, in UTF-8 or UTF-16. A key alone is its own text. What
 * is no pair is skipped; of equal keys the last one counts.
 */
export function readStringsFile(bytes: Uint8Array): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  let texts: string[] = [];
  for (const [token, quoted, plain] of textOf(bytes).slice(0, MAX_LENGTH).matchAll(TOKEN)) {
    if (quoted !== undefined) texts.push(unescaped(quoted));
    else if (token === ';') {
      const [key, text = key] = texts;
      if (key !== undefined && text !== undefined) pairs.set(key, text);
      texts = [];
      if (pairs.size >= MAX_PAIRS) break;
    } else if (plain !== undefined) texts.push(plain);
  }
  return pairs;
}

function unescaped(text: string): string {
  return text.replace(ESCAPE, (_, unicode?: string, octal?: string, letter = '') =>
    unicode !== undefined
      ? String.fromCharCode(Number.parseInt(unicode, 16))
      : octal !== undefined
        ? String.fromCharCode(Number.parseInt(octal, 8))
        : (LETTERS[letter] ?? letter),
  );
}

function textOf(bytes: Uint8Array): string {
  const [first = 1, second = 1] = bytes;
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  return new TextDecoder(isBig ? 'utf-16be' : isLittle ? 'utf-16le' : 'utf-8').decode(bytes);
}
