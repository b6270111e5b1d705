import { isDomainError } from '../../model/errors.ts';
import { parseJson } from '../json.ts';
import { readXml, type XmlElement, xmlAt, xmlText } from '../xml.ts';

/**
 * The words of a message of WeChat itself: plain text, text with HTML, a document with `msgContent` (JSON), or a
 * `sysmsg`. Of a document of another structure all that it contains.
 */
export function systemNote(content: string): string | null {
  const trimmed = content.trim();
  if (trimmed === '') return null;
  if (trimmed.startsWith('{')) return jsonNote(trimmed) ?? content;
  if (/^(?:<\?xml[^>]*>\s*)?<sysmsg/.test(trimmed)) return sysmsgNote(readXml(trimmed)) ?? content;
  return withoutTags(content);
}

function jsonNote(content: string): string | null {
  try {
    const value = parseJson(Buffer.from(content));
    const words = typeof value === 'object' && value !== null && 'msgContent' in value ? value.msgContent : null;
    return typeof words === 'string' ? words : null;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return null;
  }
}

function sysmsgNote(root: XmlElement | null): string | null {
  const note = xmlAt(root, 'sysmsg');
  const type = note?.attributes.get('type') ?? '';
  switch (type) {
    case 'sysmsgtemplate':
      return templateNote(xmlAt(note, 'sysmsgtemplate/content_template'));
    case 'revokemsg':
      return xmlText(note, 'revokemsg/replacemsg') ?? xmlText(note, 'revokemsg/content');
    default:
      // `editrevokecontent` has its words in `text`, others in `plain`.
      return xmlText(note, `${type}/plain`) ?? xmlText(note, `${type}/text`);
  }
}

/** `"$username$" invited "$names$"`, with the names of the members that `link_list` has for each of these. */
function templateNote(content: XmlElement | null): string | null {
  const template = xmlText(content, 'template');
  if (template === null) return xmlText(content, 'plain');
  const links = xmlAt(content, 'link_list')?.children ?? [];
  const names = new Map(links.map((link) => [link.attributes.get('name') ?? '', namesIn(link)]));
  return template.replace(/\$(\w{1,64})\$/g, (all, name: string) => names.get(name) ?? all);
}

function namesIn(link: XmlElement): string | null {
  const members = xmlAt(link, 'memberlist')?.children ?? [];
  const names = members.flatMap((member) => xmlText(member, 'nickname') ?? xmlText(member, 'username') ?? []);
  const separator = xmlAt(link, 'separator')?.text ?? ', ';
  return names.length === 0 ? (xmlText(link, 'title') ?? xmlText(link, 'plain')) : names.join(separator);
}

/** Text without tags: links and pictures of red packets. */
function withoutTags(html: string): string | null {
  const text = html.replace(/<[^<>]{0,2000}>/g, '').trim();
  return text === '' ? html : text;
}
