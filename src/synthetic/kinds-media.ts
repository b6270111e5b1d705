import { writeBplist } from './bplist-writer.ts';
import { KeyedArchiveWriter } from './keyed-archive-writer.ts';
import type { MessageKind } from './message-kinds.ts';
import { type MessageWriter, PLACEHOLDER, type Scene } from './message-writer.ts';
import type { AttachmentKind } from './messages-truth.ts';
import { phrase } from './messages-phrases.ts';
import type { Row } from './row-writer.ts';
import type { TypedstreamObject } from './typedstream-encoder.ts';
import { type AttributeRun, PART_ATTRIBUTE, partAttributes, writeAttributedBody } from './typedstream-writer.ts';

/** A bubble: text, or the attachment that a placeholder stands for. */
type Part = string | { readonly kind: AttachmentKind; readonly transcription?: string };

/** Writes a message of several bubbles with their attachments. */
function writeParts(writer: MessageWriter, scene: Scene, parts: readonly Part[], fields: Row = {}, attachmentFields: Row = {}) {
  const text = parts.map((part) => (typeof part === 'string' ? part : PLACEHOLDER)).join('');
  const runs = parts.map((part, index): AttributeRun => {
    if (typeof part === 'string') return { length: part.length, attributes: partAttributes(index) };
    const attributes = new Map<TypedstreamObject, TypedstreamObject>([
      ['__kIMFileTransferGUIDAttributeName', writer.attachmentGuid(scene, index)],
      ['__kIMInlineMediaHeightAttributeName', { nsNumber: 64, type: 'd' }],
      ['__kIMBaseWritingDirectionAttributeName', { nsNumber: -1, type: 'q' }],
      [PART_ATTRIBUTE, { nsNumber: index, type: 'q' }],
      ['__kIMInlineMediaWidthAttributeName', { nsNumber: 96, type: 'd' }],
    ]);
    if (part.transcription !== undefined) attributes.set('IMAudioTranscription', part.transcription);
    return { length: 1, attributes };
  });
  const rowId = writer.write(scene, {
    ...writer.text(text, writeAttributedBody(text, runs)),
    cache_has_attachments: 1,
    part_count: parts.length,
    ...fields,
  });
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') writer.attach(scene, rowId, part.kind, index, attachmentFields);
  }
  writer.remember(scene, text.length);
  return { rowId, text };
}

/** The payload of an app's bubble (MSMessage) with the keys that its card shows. */
function appPayload(appName: string, caption: string): Buffer {
  const archive = new KeyedArchiveWriter();
  const root = archive.reserve();
  const keys = ['an', 'ldtext', 'URL', 'userInfo'].map((key) => archive.add(key));
  const name = archive.add(appName);
  const text = archive.add(caption);
  const link = archive.reserve();
  const address = archive.add('https://example.net/game?turn=7');
  archive.fill(link, {
    'NS.base': archive.add('$null'),
    'NS.relative': address,
    $class: archive.addClass('NSURL', 'NSObject'),
  });
  const info = archive.reserve();
  const captionKey = archive.add('caption');
  const $class = archive.addClass('NSDictionary', 'NSObject');
  archive.fill(info, { 'NS.keys': [captionKey], 'NS.objects': [text], $class });
  archive.fill(root, { 'NS.keys': keys, 'NS.objects': [name, text, link, info], $class });
  return archive.finish(root);
}

/** Attachments and app bubbles. */
export const MEDIA_KINDS: readonly MessageKind[] = [
  { name: 'photo', since: 6, weight: 180, write: (writer, scene) => writeParts(writer, scene, [{ kind: 'photo' }]) },
  {
    name: 'photos-with-caption',
    since: 6,
    weight: 40,
    write: (writer, scene) =>
      writeParts(writer, scene, [
        { kind: 'photo' },
        { kind: 'screenshot' },
        phrase(writer.random, scene.conversation.language),
      ]),
  },
  {
    name: 'audio',
    since: 9,
    weight: 20,
    write: (writer, scene) =>
      writeParts(writer, scene, [{ kind: 'audio', transcription: 'a short synthetic tone' }], {
        is_audio_message: 1,
        is_played: 1,
        date_played: writer.date(scene.at + 5000),
        is_expirable: 1,
        expire_state: 3,
      }),
  },
  { name: 'file', since: 6, weight: 30, write: (writer, scene) => writeParts(writer, scene, [{ kind: 'file' }]) },
  {
    name: 'sticker',
    since: 10,
    weight: 20,
    fits: ({ recent }) => recent.length > 0,
    write: (writer, scene) => {
      const target = writer.random.pick(scene.conversation.recent);
      const sticker = writeBplist({ sid: scene.guid, pid: 'com.apple.Stickers.UserGenerated.MessagesExtension', shash: '08e35ab2eac42b55' });
      return writeParts(
        writer,
        scene,
        [{ kind: 'sticker' }],
        { associated_message_guid: `p:0/${target.guid}`, associated_message_type: 1000, associated_message_range_length: target.length },
        { is_sticker: 1, sticker_user_info: sticker, emoji_image_short_description: 'pink poodle' },
      );
    },
  },
  {
    name: 'unknown-app',
    since: 10,
    weight: 10,
    write: (writer, scene) => {
      const rowId = writer.write(scene, {
        ...writer.text(PLACEHOLDER),
        balloon_bundle_id: 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.example.unheard-of.MessagesExtension',
        payload_data: appPayload('Unheard Of', 'Your turn!'),
      });
      writer.remember(scene, 1);
      return { rowId, text: PLACEHOLDER };
    },
  },
];
