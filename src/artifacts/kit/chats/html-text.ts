const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * The text of an HTML fragment, without tags and the quotes of answers of Skype and Teams. `<br>` and the ends of blocks
 * become line breaks; emoji images become their `alt`.
 */
export function htmlText(html: string): string {
  return html
    .replace(/<blockquote\b[^>]*itemtype="[^"]*Reply"[^>]*>.*?<\/blockquote>/gis, '')
    .replace(/<(?:style|script)\b[^>]*>.*?<\/(?:style|script)>/gis, '')
    .replace(/[\r\n]+/g, ' ')
    .replace(/<img\b[^>]*\balt="([^"<>]*)"[^>]*itemtype="[^"]*Emoji"[^>]*>/gi, '$1')
    .replace(/<br\b[^>]*>|<blockquote\b[^>]*>|<\/(?:p|div|li|tr|h[1-6]|blockquote)>/gi, '\n')
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
