import { defineRecords, documents, f, from, textOf } from '../kit/records/index.ts';
import type { Value } from '../kit/records/value.ts';

const partsIn = (value: unknown): readonly Value[] => (Array.isArray(value) ? (value as readonly Value[]) : []);
/** Words are texts among the parts; code and what tools answer is one text. */
const WORDS = from(['content/content/parts', 'content/content/text'], (parts, text) => {
  const words = partsIn(parts)
    .map(textOf)
    .filter((part) => part !== '');
  return words.length > 0 ? words.join('\n') : text;
});
/** Parts that are no texts are pictures and files. */
const isFile = (part: Value): boolean => typeof part === 'object' && part !== null;
const FILES = from(['content/content/parts'], (parts) => partsIn(parts).filter(isFile).length || null);

/** What was written to ChatGPT and what it answered. Newer versions may keep it encrypted. */
export const chatgpt = defineRecords({
  id: 'chatgpt',
  title: 'ChatGPT',
  area: 'apps',
  version: 3,
  needs: 'any',
  absent: 'This backup holds no conversations with ChatGPT that can be read.',
  seenOn: ['files as another tool reads them', 'synthetic'],
  store: documents('AppDomain-com.openai.chat', 'Library/Application Support/conversations-*/*.json'),
  table: 'chatgpt_messages',
  name: ['Message of ChatGPT', 'Messages of ChatGPT'],
  icon: 'bot-message-square',
  privacy: 'P2',
  rows: 'tree/storage/*',
  // The root of the tree and some steps of tools have neither words nor files.
  where: from([WORDS, FILES], (text, files) => textOf(text) !== '' || files !== null),
  key: ['id', 'content/id'],
  fields: {
    sentAt: f.unixTime('content/create_time', 'When it was written.', { label: 'When' }),
    role: f.code(
      'content/author/role',
      'Who wrote it.',
      {
        user: ['user', 'Own words'],
        assistant: ['assistant', 'ChatGPT'],
        system: ['system', 'Instruction of the app'],
        tool: ['tool', 'Tool'],
      },
      { label: 'Written by' },
    ),
    text: f.text(WORDS, 'The words; none where only pictures or files were sent.'),
    fileCount: f.integer(FILES, 'How many pictures and files were sent with it.', { label: 'Files' }),
    isSpoken: f.flag('content/metadata/voice_mode_message', 'It was spoken, in a conversation by voice.', {
      label: 'Spoken',
    }),
    conversation: f.text('../../../title', 'Title of the conversation.'),
    startedAt: f.cocoaTime('../../../creation_date', 'When the conversation began.', { label: 'Conversation began' }),
    model: f.text(['content/metadata/model_slug', '../../../configuration/model'], 'Model that answered.', {
      label: 'Model',
    }),
    isTemporary: f.flag('../../../configuration/is_temporary_chat', 'The conversation was not to be kept.', {
      label: 'Temporary',
    }),
  },
  show: { at: 'sentAt', title: 'conversation', text: ['role', 'text'] },
  example: {
    files: {
      'AppDomain-com.openai.chat/Library/Application Support/conversations-7b1d/5f20.json': {
        json: {
          title: 'Lemon cake',
          creation_date: 770900000,
          configuration: { model: 'gpt-4o', is_temporary_chat: false },
          tree: {
            storage: [
              { id: 'a0' },
              {
                id: 'a1',
                content: {
                  author: { role: 'user' },
                  create_time: 1749207200,
                  content: { parts: ['How many lemons?', { content_type: 'image_asset_pointer' }] },
                  metadata: { voice_mode_message: true },
                },
              },
              {
                id: 'a2',
                content: {
                  author: { role: 'assistant' },
                  create_time: 1749207205.5,
                  content: { parts: ['Two.', 'Or three.'] },
                },
              },
            ],
          },
        },
      },
    },
    rows: [
      {
        role: 'user',
        text: 'How many lemons?',
        conversation: 'Lemon cake',
        sentAt: 1_749_207_200_000,
        startedAt: 1_749_207_200_000,
        fileCount: 1,
        isSpoken: true,
        model: 'gpt-4o',
        isTemporary: false,
      },
      { role: 'assistant', text: 'Two.\nOr three.', conversation: 'Lemon cake', sentAt: 1_749_207_205_500 },
    ],
  },
});
