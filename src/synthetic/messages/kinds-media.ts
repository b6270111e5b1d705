import { writeBplist } from '../encoders/bplist-writer.ts';
import { KeyedArchiveWriter } from '../encoders/keyed-archive-writer.ts';
import type { Row } from '../encoders/row-writer.ts';
import type { TypedstreamObject } from '../encoders/typedstream-encoder.ts';
import {
  type AttributeRun,
  PART_ATTRIBUTE,
  partAttributes,
  writeAttributedBody,
} from '../encoders/typedstream-writer.ts';
import { addUrl, appPayload } from './app-payload.ts';
import type { MessageKind } from './message-kind.ts';
import { type MessageWriter, PLACEHOLDER, type Scene } from './message-writer.ts';
import { phrase } from './messages-phrases.ts';
import type { AttachmentKind } from './messages-truth.ts';

/** A bubble: text, or an attachment. */
type Part = string | { readonly kind: AttachmentKind; readonly transcription?: string };

/** Writes a message of several bubbles with their attachments. */
function writeParts(
  writer: MessageWriter,
  scene: Scene,
  parts: readonly Part[],
  fields: Row = {},
  attachmentFields: Row = {},
) {
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

/** Payload of a link with a preview: RichLink with LPLinkMetadata. */
function linkPayload(url: string, title: string): Buffer {
  const archive = new KeyedArchiveWriter();
  const root = archive.reserve();
  const metadata = archive.reserve();
  const URL = addUrl(archive, url);
  const fields = {
    originalURL: URL,
    URL,
    title: archive.add(title),
    summary: archive.add('A page that does not exist.'),
  };
  archive.fill(metadata, {
    ...fields,
    siteName: archive.add('example.org'),
    $class: archive.addClass('LPLinkMetadata', 'NSObject'),
  });
  const $class = archive.addClass('RichLink', 'NSObject');
  archive.fill(root, { richLinkMetadata: metadata, richLinkIsPlaceholder: false, $class });
  return archive.finish(root);
}

function transcriptOf({ random }: MessageWriter): string {
  return random.isStory === true ? 'This tune has been in my head all day. Do you know it?' : 'a short synthetic tone';
}

/** Attachments and app balloons. */
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
      writeParts(writer, scene, [{ kind: 'audio', transcription: transcriptOf(writer) }], {
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
      const sticker = writeBplist({
        sid: scene.guid,
        pid: 'com.apple.Stickers.UserGenerated.MessagesExtension',
        shash: '08e35ab2eac42b55',
      });
      return writeParts(
        writer,
        scene,
        [{ kind: 'sticker' }],
        {
          associated_message_guid: `p:0/${target.guid}`,
          associated_message_type: 1000,
          associated_message_range_length: target.length,
        },
        { is_sticker: 1, sticker_user_info: sticker, emoji_image_short_description: 'pink poodle' },
      );
    },
  },
  {
    name: 'link-preview',
    since: 10,
    weight: 40,
    write: (writer, scene) => {
      const text = `https://www.example.org/story/${String(writer.random.below(10_000))}`;
      const rowId = writer.write(scene, {
        ...writer.text(text),
        balloon_bundle_id: 'com.apple.messages.URLBalloonProvider',
        payload_data: linkPayload(text, 'Lemons: a short history'),
      });
      writer.remember(scene, text.length);
      return { rowId, text };
    },
  },
  {
    name: 'unknown-app',
    since: 10,
    weight: 10,
    write: (writer, scene) => {
      const rowId = writer.write(scene, {
        ...writer.text(PLACEHOLDER),
        balloon_bundle_id:
          'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.example.unheard-of.MessagesExtension',
        payload_data: appPayload({
          an: 'Unheard Of',
          caption: 'Your turn!',
          URL: 'https://example.net/game?turn=7',
        }),
      });
      writer.remember(scene, 1);
      // The text of the balloon; the body has only a placeholder.
      return { rowId, text: 'Your turn!' };
    },
  },
];
