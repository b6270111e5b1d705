const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Quotes of answers of Skype and Teams. */
const QUOTE = /<blockquote\b(?=[^<>]*itemtype="[^"<>]*Reply")[^<>]*>/gi;
const QUOTE_END = /<\/blockquote>/gi;
const HIDDEN = /<(?:style|script)\b[^<>]*>/gi;
const HIDDEN_END = /<\/(?:style|script)>/gi;

/**
 * The text of an HTML fragment, without tags and the quotes of answers of Skype and Teams. `<br>` and the ends of blocks
 * become line breaks; emoji images become their `alt`. Others send these texts, so the time must be linear in their
 * length: no pattern continues beyond the next tag.
 */
export function htmlText(html: string): string {
  return withoutElements(withoutElements(html, QUOTE, QUOTE_END), HIDDEN, HIDDEN_END)
    .replace(/[\r\n]+/g, ' ')
    .replace(/<img\b[^<>]*>/gi, (tag) =>
      /itemtype="[^"]*Emoji"/i.test(tag) ? (/\balt="([^"]*)"/i.exec(tag)?.[1] ?? '') : tag,
    )
    .replace(/<br\b[^<>]*>|<blockquote\b[^<>]*>|<\/(?:p|div|li|tr|h[1-6]|blockquote)>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,5}));/gi, (whole, decimal, hex, name: string | undefined) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Removes elements from their start tag to the next end tag. Those without an end tag stay. */
function withoutElements(html: string, startTag: RegExp, endTag: RegExp): string {
  let kept = '';
  let at = 0;
  for (;;) {
    startTag.lastIndex = at;
    const start = startTag.exec(html);
    if (start === null) break;
    endTag.lastIndex = startTag.lastIndex;
    // Without an end tag here, there is none for later start tags either.
    if (endTag.exec(html) === null) break;
    kept += html.slice(at, start.index);
    at = endTag.lastIndex;
  }
  return kept + html.slice(at);
}
