import type { TypedstreamObject } from '../encoders/typedstream-encoder.ts';
import { PART_ATTRIBUTE, partAttributes, writeAttributedBody } from '../encoders/typedstream-writer.ts';
import { nextLine, nextNotice } from '../story/tell.ts';
import type { MessageKind } from './message-kind.ts';
import type { MessageWriter, Scene } from './message-writer.ts';
import { chatter, phrase } from './messages-phrases.ts';

/** Attributes of a run of bubble 0, with the given ones first. */
function styled(...attributes: [TypedstreamObject, TypedstreamObject][]): Map<TypedstreamObject, TypedstreamObject> {
  return new Map<TypedstreamObject, TypedstreamObject>([...attributes, [PART_ATTRIBUTE, { nsNumber: 0, type: 'i' }]]);
}

const ON: TypedstreamObject = { nsNumber: 1, type: 'i' };

/** Writes a plain message and remembers it as a target of reactions and replies. */
export function writeText(
  writer: MessageWriter,
  scene: Scene,
  text: string,
  body?: Buffer,
): { rowId: number; text: string } {
  const rowId = writer.write(scene, writer.text(text, body));
  writer.remember(scene, text.length);
  return { rowId, text };
}

/** Screen effects and bubble effects: docs/format/messages.md */
const EFFECTS = [
  'com.apple.MobileSMS.expressivesend.impact',
  'com.apple.MobileSMS.expressivesend.invisibleink',
  'com.apple.messages.effect.CKConfettiEffect',
  'com.apple.messages.effect.CKHappyBirthdayEffect',
] as const;

/** Texts: plain, long, with links, mentions, styles, a subject or an effect. */
export const TEXT_KINDS: readonly MessageKind[] = [
  {
    name: 'text',
    since: 6,
    weight: 7600,
    write: (writer, scene) => {
      const { conversation } = scene;
      if (writer.random.isStory !== true)
        return writeText(writer, scene, chatter(writer.random, conversation.language));
      const isService = conversation.participants.every(({ person }) => person === null);
      const [by, text] = isService ? nextNotice(conversation) : nextLine(conversation, conversation.language);
      const fromMe = by === 'me';
      return { ...writeText(writer, { ...scene, fromMe }, text), fromMe };
    },
  },
  {
    name: 'long-text',
    since: 6,
    weight: 20,
    write: (writer, scene) => {
      const { language } = scene.conversation;
      const text = Array.from({ length: 30 }, () => phrase(writer.random, language)).join('\n');
      return writeText(writer, scene, text);
    },
  },
  {
    name: 'link',
    since: 6,
    weight: 100,
    write: (writer, scene) => {
      const url = `https://www.example.org/a/${String(writer.random.below(10_000))}?q=caf%C3%A9&x=1`;
      const runs = [
        {
          length: url.length,
          attributes: styled(
            ['__kIMLinkAttributeName', { nsUrl: url }],
            ['__kIMBaseWritingDirectionAttributeName', { nsNumber: -1, type: 'q' }],
          ),
        },
      ];
      return writeText(writer, scene, url, writeAttributedBody(url, runs));
    },
  },
  {
    name: 'one-time-code',
    since: 14,
    weight: 5,
    write: (writer, scene) => {
      const code = String(100_000 + writer.random.below(900_000));
      const text = `Your code is ${code}.`;
      const detail = new Map<TypedstreamObject, TypedstreamObject>([
        ['displayCode', code],
        ['code', code],
      ]);
      const plain = partAttributes(0);
      const runs = [
        { length: 13, attributes: plain },
        { length: 6, attributes: styled(['__kIMOneTimeCodeAttributeName', { nsDictionary: detail }]) },
        { length: 1, attributes: plain },
      ];
      return writeText(writer, scene, text, writeAttributedBody(text, runs));
    },
  },
  {
    name: 'mention',
    since: 14,
    weight: 30,
    fits: ({ group }) => group,
    write: (writer, scene) => {
      const name = scene.participant.person?.first ?? scene.participant.address;
      const text = `Hey ${name}, look at this`;
      const plain = partAttributes(0);
      const runs = [
        { length: 4, attributes: plain },
        { length: name.length, attributes: styled(['__kIMMentionConfirmedMention', scene.participant.address]) },
        { length: text.length - 4 - name.length, attributes: plain },
      ];
      return writeText(writer, scene, text, writeAttributedBody(text, runs));
    },
  },
  {
    name: 'styled-text',
    since: 18,
    weight: 20,
    write: (writer, scene) => {
      const text = 'bold italic shake 🎈 plain';
      const runs = [
        { length: 4, attributes: styled(['__kIMTextBoldAttributeName', ON]) },
        { length: 1, attributes: partAttributes(0) },
        {
          length: 6,
          attributes: styled(['__kIMTextItalicAttributeName', ON], ['__kIMTextUnderlineAttributeName', ON]),
        },
        { length: 9, attributes: styled(['__kIMTextEffectAttributeName', { nsNumber: 9, type: 'q' }]) },
        { length: 6, attributes: partAttributes(0) },
      ];
      return writeText(writer, scene, text, writeAttributedBody(text, runs));
    },
  },
  {
    name: 'subject',
    since: 6,
    weight: 10,
    write: (writer, scene) => {
      const text = chatter(writer.random, scene.conversation.language);
      const rowId = writer.write(scene, {
        ...writer.text(text),
        subject: `Subject: plans #${String(scene.at % 1000)}`,
      });
      writer.remember(scene, text.length);
      return { rowId, text };
    },
  },
  {
    name: 'effect',
    since: 10,
    weight: 10,
    write: (writer, scene) => {
      const text = 'Happy birthday! 🎂';
      const rowId = writer.write(scene, {
        ...writer.text(text),
        expressive_send_style_id: writer.random.pick(EFFECTS),
        time_expressive_send_played: writer.date(scene.at + 1000),
      });
      writer.remember(scene, text.length);
      return { rowId, text };
    },
  },
];
