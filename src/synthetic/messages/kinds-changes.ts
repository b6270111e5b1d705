import { appleSeconds } from '../encoders/apple-time.ts';
import { writeBplist } from '../encoders/bplist-writer.ts';
import { KeyedArchiveWriter } from '../encoders/keyed-archive-writer.ts';
import { type PlistValue } from '../encoders/plist-value.ts';
import { partAttributes, writeAttributedBody } from '../encoders/typedstream-writer.ts';
import { addDictionary } from './app-payload.ts';
import type { MessageKind } from './message-kind.ts';
import { chatter } from './messages-phrases.ts';

/** One version in the history of an edited bubble: time in seconds since 2001 with a fraction, and text. */
function version(text: string, part: number, at: number): PlistValue {
  const body = writeAttributedBody(text, [{ length: text.length, attributes: partAttributes(part) }], false);
  // The fraction makes the number a real, as on iOS.
  return { t: body, d: appleSeconds(at) + 0.25 };
}

/** Archive of a translation of bubble 0 from French to English. */
function translation(text: string): Buffer {
  const archive = new KeyedArchiveWriter();
  const root = archive.reserve();
  const translatedText = archive.reserve();
  archive.fill(translatedText, {
    NSString: archive.add(text),
    $class: archive.addClass('NSAttributedString', 'NSObject'),
  });
  const [translationLanguage, sourceLanguage] = [archive.add('en_US'), archive.add('fr_FR')];
  const version = addDictionary(archive, { translatedText, translationLanguage, sourceLanguage });
  const versions = archive.reserve();
  archive.fill(versions, { 'NS.objects': [version], $class: archive.addClass('NSArray', 'NSObject') });
  addDictionary(archive, { '0': versions }, root);
  return archive.finish(root);
}

const DAY = 86_400_000;

/** Messages that were edited, unsent, deleted or not sent completely. */
export const CHANGE_KINDS: readonly MessageKind[] = [
  {
    name: 'edited',
    since: 16,
    weight: 60,
    write: (writer, scene) => {
      const text = chatter(writer.random, scene.conversation.language);
      const before = `${text} (tpyo)`;
      const first = `${text}?`;
      const summary = writeBplist({
        amc: 0,
        ec: {
          '0': [
            version(before, 0, scene.at),
            version(first, 0, scene.at + 20_000),
            version(text, 0, scene.at + 60_000),
          ],
        },
        ust: true,
        ep: [0],
        otr: { '0': { lo: 0, le: before.length } },
      });
      const rowId = writer.write(scene, {
        ...writer.text(text),
        date_edited: writer.date(scene.at + 60_000),
        message_summary_info: summary,
      });
      writer.remember(scene, text.length);
      return { rowId, text };
    },
  },
  {
    name: 'edited-undated',
    since: 16,
    weight: 5,
    write: (writer, scene) => {
      const text = 'Edited, yet date_edited is 0';
      const summary = writeBplist({
        ec: { '0': [version('Original', 0, scene.at), version(text, 0, scene.at + 9000)] },
        ep: [0],
      });
      const rowId = writer.write(scene, { ...writer.text(text), date_edited: 0, message_summary_info: summary });
      return { rowId, text };
    },
  },
  {
    name: 'translated',
    since: 18,
    weight: 3,
    write: (writer, scene) => {
      const text = 'Je voudrais du poulet';
      const rowId = writer.write(scene, {
        ...writer.text(text),
        message_summary_info: writeBplist({ amc: 0, ust: true, tmp: translation('I would like chicken') }),
      });
      return { rowId, text };
    },
  },
  {
    name: 'unsent',
    since: 16,
    weight: 20,
    write: (writer, scene) => {
      const rowId = writer.write(scene, {
        text: null,
        attributedBody: null,
        date_retracted: writer.date(scene.at + 30_000),
        date_edited: writer.date(scene.at + 30_000),
        is_empty: 1,
        part_count: 0,
        message_summary_info: writeBplist({ amc: 0, ust: true, otr: { '0': { lo: 0, le: 13 } }, rp: [0] }),
      });
      return { rowId, text: null };
    },
  },
  {
    name: 'unsent-part',
    since: 16,
    weight: 5,
    write: (writer, scene) => {
      const text = 'This bubble stayed';
      const body = writeAttributedBody(text, [{ length: text.length, attributes: partAttributes(1) }]);
      const summary = writeBplist({
        amc: 0,
        ust: true,
        otr: { '0': { lo: 0, le: 4 }, '1': { lo: 4, le: text.length } },
        rp: [0],
      });
      const rowId = writer.write(scene, {
        ...writer.text(text, body),
        date_edited: writer.date(scene.at + 10_000),
        message_summary_info: summary,
      });
      return { rowId, text };
    },
  },
  {
    name: 'recently-deleted',
    since: 16,
    weight: 10,
    write: (writer, scene) => {
      const text = `Deleted: ${chatter(writer.random, scene.conversation.language)}`;
      const placement = { deletedAt: scene.at + DAY };
      return { rowId: writer.write(scene, writer.text(text), placement), text, placement };
    },
  },
  {
    name: 'recently-deleted-part',
    since: 16,
    weight: 2,
    write: (writer, scene) => {
      const text = 'What is left of two bubbles';
      const rowId = writer.write(scene, writer.text(text));
      const deleted = 'The bubble that was deleted';
      const body = writeAttributedBody(deleted, [{ length: deleted.length, attributes: partAttributes(1) }]);
      writer.writeDeletedPart(scene, rowId, 1, body, scene.at + DAY);
      return { rowId, text };
    },
  },
  {
    name: 'orphan',
    since: 6,
    weight: 10,
    write: (writer, scene) => {
      const text = `In no conversation: ${chatter(writer.random, scene.conversation.language)}`;
      const placement = { conversations: [] };
      return { rowId: writer.write(scene, writer.text(text), placement), text, placement };
    },
  },
  {
    name: 'failed',
    since: 6,
    weight: 10,
    write: (writer, scene) => {
      const mine = { ...scene, fromMe: true };
      const text = 'This one never got through';
      const rowId = writer.write(mine, {
        ...writer.text(text),
        error: 22,
        is_sent: 0,
        is_delivered: 0,
        date_delivered: 0,
        date_read: 0,
      });
      return { rowId, text, fromMe: true };
    },
  },
  {
    name: 'downgraded',
    since: 6,
    weight: 10,
    fits: ({ service }) => service === 'iMessage',
    write: (writer, scene) => {
      const text = 'Sent as a text message';
      const rowId = writer.write(
        { ...scene, fromMe: true },
        { ...writer.text(text), service: 'SMS', was_downgraded: 1 },
      );
      return { rowId, text, fromMe: true };
    },
  },
  {
    name: 'scheduled',
    since: 18,
    weight: 2,
    write: (writer, scene) => {
      const text = 'Happy birthday, a minute after midnight';
      const rowId = writer.write(
        { ...scene, fromMe: true },
        { ...writer.text(text), schedule_type: 2, schedule_state: 2, is_sent: 0, is_delivered: 0 },
      );
      return { rowId, text, fromMe: true };
    },
  },
  {
    name: 'satellite',
    since: 18,
    weight: 2,
    write: (writer, scene) => {
      const text = 'Greetings from the mountains 🛰️';
      const rowId = writer.write(scene, {
        ...writer.text(text),
        service: 'iMessageLite',
        sent_or_received_off_grid: 1,
      });
      return { rowId, text };
    },
  },
];
