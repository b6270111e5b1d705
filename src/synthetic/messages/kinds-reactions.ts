import { writeBplist } from '../encoders/bplist-writer.ts';
import type { Row } from '../encoders/row-writer.ts';
import { writeText } from './kinds-texts.ts';
import type { MessageKind, WrittenMessage } from './message-kind.ts';
import type { MessageWriter, Scene } from './message-writer.ts';
import { chatter } from './messages-phrases.ts';

/** Beginning of the text of a tapback of type 2000 + index: docs/format/messages.md */
const TAPBACK_TEXTS = ['Loved', 'Liked', 'Disliked', 'Laughed at', 'Emphasized', 'Questioned'] as const;

const hasTarget: MessageKind['fits'] = ({ recent }) => recent.length > 0;

/** Writes a row that refers to bubble 0 of an earlier message. */
function react(writer: MessageWriter, scene: Scene, type: number, text: string, fields: Row = {}): WrittenMessage {
  const target = writer.random.pick(scene.conversation.recent);
  // Bubble 0 is written as `p:0/`; as `bp:` in old databases and for apps.
  const prefix = scene.at % 8 === 0 ? 'bp:' : 'p:0/';
  const rowId = writer.write(scene, {
    ...writer.text(text),
    associated_message_guid: `${prefix}${target.guid}`,
    associated_message_type: type,
    associated_message_range_location: 0,
    associated_message_range_length: target.length,
    ...fields,
  });
  return { rowId, text };
}

/** Tapbacks and inline replies. */
export const REACTION_KINDS: readonly MessageKind[] = [
  {
    name: 'tapback',
    since: 10,
    weight: 700,
    fits: hasTarget,
    write: (writer, scene) => {
      const type = writer.random.below(TAPBACK_TEXTS.length);
      return react(writer, scene, 2000 + type, `${TAPBACK_TEXTS[type] as string} “…”`);
    },
  },
  {
    name: 'tapback-removed',
    since: 10,
    weight: 40,
    fits: hasTarget,
    write: (writer, scene) => react(writer, scene, 3000 + writer.random.below(6), 'Removed a heart from “…”'),
  },
  {
    name: 'tapback-emoji',
    since: 18,
    weight: 60,
    fits: hasTarget,
    write: (writer, scene) => react(writer, scene, 2006, 'Reacted 🦄 to “…”', { associated_message_emoji: '🦄' }),
  },
  {
    name: 'tapback-sticker',
    since: 18,
    weight: 10,
    fits: hasTarget,
    write: (writer, scene) => {
      const written = react(writer, scene, 2007, 'Reacted with a sticker to “…”', { cache_has_attachments: 1 });
      const info = { sid: scene.guid, pid: 'com.apple.messages.genmoji', shash: '08e35ab2eac42b55' };
      writer.attach(scene, written.rowId, 'sticker', 0, {
        is_sticker: 1,
        sticker_user_info: writeBplist(info),
        emoji_image_short_description: 'pink poodle',
      });
      return written;
    },
  },
  {
    name: 'reply',
    since: 14,
    weight: 250,
    fits: hasTarget,
    write: (writer, scene) => {
      const target = writer.random.pick(scene.conversation.recent);
      const text = chatter(writer.random, scene.conversation.language);
      const rowId = writer.write(scene, {
        ...writer.text(text),
        thread_originator_guid: target.guid,
        thread_originator_part: `0:0:${String(target.length)}`,
      });
      writer.remember(scene, text.length);
      return { rowId, text };
    },
  },
  {
    name: 'tapback-on-second-bubble',
    since: 10,
    weight: 5,
    fits: hasTarget,
    write: (writer, scene) => {
      const target = writer.random.pick(scene.conversation.recent);
      const guid = `p:1/${target.guid}`;
      return react(writer, scene, 2000, 'Loved “…”', {
        associated_message_guid: guid,
        associated_message_range_location: 1,
      });
    },
  },
  {
    name: 'reply-to-nothing',
    since: 14,
    weight: 2,
    write: (writer, scene) => {
      const text = 'Replying to something you no longer have';
      const rowId = writer.write(scene, {
        ...writer.text(text),
        thread_originator_guid: writer.random.uuid(),
        thread_originator_part: '0:0:12',
      });
      return { rowId, text };
    },
  },
  {
    name: 'spelt-out-tapback',
    since: 6,
    weight: 5,
    fits: ({ service }) => service === 'SMS',
    write: (writer, scene) => writeText(writer, scene, 'Loved “See you tomorrow”'),
  },
];
