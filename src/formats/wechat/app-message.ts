import { readXml, type XmlElement, xmlAt, xmlText } from '../xml.ts';
import type { WechatContent, WechatFile, WechatQuote } from './content.ts';

/** Maximum number of messages that are shown of a forwarded record. */
const MAX_FORWARDED = 500;
/** Types of app messages with an address: link, music, video, mini-program, channel … */
const LINKS: ReadonlySet<string> = new Set(['3', '4', '5', '7', '33', '36', '51', '63', '88']);

/** Reads an app message (type 49), whose XML has a type of its own. */
export function readAppMessage(content: string): WechatContent {
  const app = xmlAt(readXml(content), 'msg/appmsg');
  const type = xmlText(app, 'type');
  if (app === null || type === null) return { code: '49', text: content };
  const code = `49.${type}`;
  const title = xmlText(app, 'title');
  switch (type) {
    case '6':
    case '74':
      return { code, text: null, file: fileOf(app, title) };
    case '8':
      return { code, text: null, file: {} };
    case '19':
      return { code, text: forwarded(app, title) };
    case '57':
      return { code, text: title, quote: quoteOf(xmlAt(app, 'refermsg')) };
    case '87':
      return { code, text: lines([title, xmlText(app, 'textannouncement') ?? xmlText(app, 'des')]) };
    case '62':
      return { code, note: title };
    case '2000':
    case '2001':
      return { code, text: payment(app, title) };
    default:
      return withLink(app, code, title, LINKS.has(type));
  }
}

function fileOf(app: XmlElement, title: string | null): WechatFile {
  const size = xmlText(app, 'appattach/totallen');
  return {
    name: title,
    extension: xmlText(app, 'appattach/fileext'),
    totalBytes: size !== null && /^\d{1,15}$/.test(size) ? Number(size) : null,
  };
}

function withLink(app: XmlElement, code: string, title: string | null, isLink: boolean): WechatContent {
  const url = xmlText(app, 'url');
  const address = url !== null && /^https?:\/\//i.test(url) ? url : null;
  // A link shows its title itself.
  const text = isLink && address !== null ? xmlText(app, 'des') : lines([title, xmlText(app, 'des')]);
  return { code, text, link: address === null ? null : { url: address, title } };
}

/** A transfer or a red packet: the words on it, with the amount and a remark where it has them. */
function payment(app: XmlElement, title: string | null): string | null {
  const pay = xmlAt(app, 'wcpayinfo');
  const words = xmlText(pay, 'sendertitle') ?? xmlText(pay, 'receivertitle');
  return lines([title, xmlText(pay, 'feedesc'), xmlText(pay, 'pay_memo') ?? words]);
}

/** Messages that were forwarded together: who said what, one a line. */
function forwarded(app: XmlElement, title: string | null): string | null {
  const record = readXml(xmlText(app, 'recorditem') ?? '');
  const items = xmlAt(record, 'recordinfo/datalist')?.children ?? [];
  const said = items.slice(0, MAX_FORWARDED).flatMap((item) => {
    const [name, words] = [xmlText(item, 'sourcename'), xmlText(item, 'datadesc') ?? xmlText(item, 'datatitle')];
    if (words === null) return [];
    return name === null ? words : `${name}: ${words}`;
  });
  return lines([title, ...(said.length > 0 ? said : [xmlText(app, 'des')])]);
}

function quoteOf(refer: XmlElement | null): WechatQuote | null {
  if (refer === null) return null;
  const [member, from] = [xmlText(refer, 'chatusr'), xmlText(refer, 'fromusr')];
  const sender = member ?? (from?.endsWith('@chatroom') === true ? null : from);
  const id = xmlText(refer, 'svrid');
  return { id: id === null || /^0*$/.test(id) ? null : id, sender, text: quotedText(refer) };
}

/** Only texts and titles: of pictures and others the answer keeps XML. */
function quotedText(refer: XmlElement): string | null {
  const [type, content] = [xmlText(refer, 'type'), xmlText(refer, 'content')];
  if (type === '49') return xmlText(readXml(content ?? ''), 'msg/appmsg/title');
  return type !== '1' && content?.startsWith('<') === true ? null : content;
}

function lines(texts: readonly (string | null)[]): string | null {
  const there = texts.filter((text) => text !== null);
  return there.length === 0 ? null : there.join('\n');
}
