import { decodeEntities } from './html-entities.ts';

/** A token: text with decoded entities, or a tag with its name in lower case. */
export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string };

/** Elements whose content is skipped up to the end tag. */
const OPAQUE = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'iframe', 'noframes']);

const NAME = /[a-z][^\s/>]*/iy;
const ATTRIBUTE = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;
/** Maximum number of attributes of a tag that are read. */
const MAX_ATTRIBUTES = 64;
/** Maximum length of a tag; longer ones are text. */
const MAX_TAG = 65_536;

/**
 * Tokenizes HTML in one pass. Any input is accepted: invalid tags are text, and unclosed ones end with the input.
 * Comments, declarations and the content of scripts and styles are skipped.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0;
  while (at < html.length) {
    const start = html.indexOf('<', at);
    if (start < 0) break;
    if (start > at) yield { kind: 'text', text: decodeEntities(html.slice(at, start)) };
    if (html.startsWith('<!--', start)) {
      at = after(html, '-->', start + 4);
    } else if (html[start + 1] === '!' || html[start + 1] === '?') {
      at = after(html, '>', start);
    } else {
      const isClosing = html[start + 1] === '/';
      NAME.lastIndex = start + (isClosing ? 2 : 1);
      const name = NAME.exec(html)?.[0].toLowerCase();
      if (name === undefined || name.length > MAX_TAG) {
        yield { kind: 'text', text: '<' };
        at = start + 1;
        continue;
      }
      if (isClosing) {
        at = after(html, '>', NAME.lastIndex);
        yield { kind: 'close', name };
        continue;
      }
      const tag = readAttributes(html, NAME.lastIndex);
      yield { kind: 'open', name, attributes: tag.attributes };
      at = OPAQUE.has(name) ? closing(html, name, tag.end) : tag.end;
    }
  }
  if (at < html.length) yield { kind: 'text', text: decodeEntities(html.slice(at)) };
}

function readAttributes(html: string, start: number): { attributes: ReadonlyMap<string, string>; end: number } {
  const attributes = new Map<string, string>();
  let at = start;
  for (let count = 0; count < MAX_ATTRIBUTES; count++) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(html);
    if (match === null) break;
    at = ATTRIBUTE.lastIndex;
    const name = (match[1] ?? '').toLowerCase();
    if (!attributes.has(name)) attributes.set(name, decodeEntities(match[2] ?? match[3] ?? match[4] ?? ''));
  }
  return { attributes, end: after(html, '>', at) };
}

/** Position after the next `end`, or the end of the text. */
function after(html: string, end: string, from: number): number {
  const at = html.indexOf(end, from);
  return at < 0 ? html.length : at + end.length;
}

/** Position of the end tag of an opaque element. */
function closing(html: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? html.length;
}
