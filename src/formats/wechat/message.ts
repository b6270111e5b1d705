import { readXml, type XmlElement, xmlAt, xmlText } from '../xml.ts';
import { readAppMessage } from './app-message.ts';
import type { WechatContent, WechatFile } from './content.ts';
import { systemNote } from './system-note.ts';

/** Reads the contents of a message by its type. Facts: docs/format/apps-and-system.md, WeChat. */
export function readWechatMessage(type: number, content: string): WechatContent {
  const code = `${type}`;
  switch (type) {
    case 1:
      return { code, text: content };
    case 3:
      return { code, file: {} };
    case 34:
      return { code, file: { seconds: milliseconds(attribute(content, 'msg/voicemsg', 'voicelength')) } };
    case 35:
      return { code, text: mailOf(readXml(content)) ?? content };
    case 42:
    case 66:
      return { code, text: cardOf(readXml(content)) ?? content };
    case 43:
    case 62:
      return { code, file: videoOf(xmlAt(readXml(content), 'msg/videomsg')) };
    case 47:
      return { code, file: { url: attribute(content, 'msg/emoji', 'cdnurl') } };
    case 48:
      return { code, ...placeOf(xmlAt(readXml(content), 'msg/location'), content) };
    case 49:
      return readAppMessage(content);
    case 50:
      return { code, ...callOf(readXml(content), content) };
    case 52:
    case 53:
    case 64:
    case 9999:
    case 10_000:
    case 10_002:
      return { code, note: systemNote(content) };
    default:
      return { code, text: content };
  }
}

function attribute(content: string, path: string, name: string): string | null {
  return attributeOf(xmlAt(readXml(content), path), name);
}

function attributeOf(element: XmlElement | null, name: string): string | null {
  const value = element?.attributes.get(name)?.trim() ?? '';
  return value === '' ? null : value;
}

/** A number that is not negative. */
function count(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function milliseconds(text: string | null): number | null {
  const value = count(text);
  return value === null ? null : value / 1000;
}

function mailOf(root: XmlElement | null): string | null {
  const lines = ['subject', 'digest'].map((name) => xmlText(root, `msg/pushmail/content/${name}`));
  return joined(lines);
}

/** The name on a card; behind it the account name that people see. */
function cardOf(root: XmlElement | null): string | null {
  const card = xmlAt(root, 'msg');
  const [name, alias] = [attributeOf(card, 'nickname'), attributeOf(card, 'alias')];
  if (name === null) return attributeOf(card, 'username');
  return alias === null ? name : `${name} (${alias})`;
}

function videoOf(video: XmlElement | null): WechatFile {
  return { seconds: count(attributeOf(video, 'playlength')), totalBytes: count(attributeOf(video, 'length')) };
}

function placeOf(location: XmlElement | null, content: string): Pick<WechatContent, 'place' | 'text'> {
  const [latitude, longitude] = [degrees(attributeOf(location, 'x')), degrees(attributeOf(location, 'y'))];
  const [label, place] = [attributeOf(location, 'label'), attributeOf(location, 'poiname')];
  if (latitude === null || longitude === null) return { text: joined([place, label]) ?? content };
  return { place: { latitude, longitude, name: place ?? label }, text: place === null ? null : label };
}

function degrees(text: string | null): number | null {
  return text !== null && /^-?\d{1,3}(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

/** `room_type` 0 is a video call, 1 a voice call; the words have the duration of calls that were answered. */
function callOf(root: XmlElement | null, content: string): Pick<WechatContent, 'call' | 'text'> {
  const bubble = xmlAt(root, 'voipmsg/VoIPBubbleMsg');
  const words = xmlText(bubble, 'msg');
  const room = xmlText(bubble, 'room_type');
  const isVideo = room === '0' ? true : room === '1' ? false : null;
  // Invitations (`<voipinvitemsg>`) have keys of the call only, no words.
  const text = bubble !== null ? words : root === null || !/^\s*<voip/.test(content) ? content : null;
  return { call: { isVideo, seconds: clockSeconds(words ?? '') }, text };
}

/** The seconds of a `1:02:03` or `02:03` in a text. */
function clockSeconds(text: string): number | null {
  const [, hours = '0', minutes, seconds] = /(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?!\d)/.exec(text) ?? [];
  return minutes === undefined ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Joins the lines that are not null; null if there are none. */
function joined(lines: readonly (string | null)[]): string | null {
  const there = lines.filter((line) => line !== null);
  return there.length === 0 ? null : there.join('\n');
}
