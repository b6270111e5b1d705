import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';
import { asList, asRecord, decodeValue, type MaybeValue, type Value } from '../kit/records/value.ts';

/** The parts of a message or its files, which are JSON in a column. */
function partsOf(column: MaybeValue): readonly Value[] {
  if (typeof column !== 'string' || !column.trimStart().startsWith('[')) return [];
  return asList(decodeValue(Buffer.from(column.trim()))) ?? [];
}

/** Joins the parts of type `text`. Content that is not JSON is used as it is. */
const WORDS = from(['content'], (content) => {
  const parts = partsOf(content);
  if (parts.length === 0) return textOf(content) === '[]' ? null : textOf(content);
  const words = parts.map(asRecord).flatMap((part) => (part?.['type'] === 'text' ? textOf(part['text']) : []));
  return words.filter((text) => text !== '').join('\n');
});
const FILES = from(['files'], (files) => partsOf(files).length || null);

/** What was written to Claude and what it answered. */
export const claude = defineRecords({
  id: 'claude',
  title: 'Claude',
  area: 'apps',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no conversations with Claude.',
  seenOn: ['iOS 18 and 26 (tables and columns as another tool reads them)', 'synthetic'],
  store: sqlite('AppDomain-com.anthropic.claude', 'Library/Application Support/ClaudeCache/cache_*.sqlite'),
  table: 'claude_messages',
  name: ['Message of Claude', 'Messages of Claude'],
  icon: 'bot-message-square',
  privacy: 'P2',
  rows: 'messages',
  join: { chat: { table: 'conversations', on: 'conversationId', key: 'id' } },
  fields: {
    sentAt: f.date('createdAt', 'When it was written.', { label: 'When' }),
    role: f.code(
      'sender',
      'Who wrote it.',
      { human: ['user', 'Own words'], assistant: ['assistant', 'Claude'] },
      { label: 'Written by' },
    ),
    text: f.text(WORDS, 'The words.'),
    fileCount: f.integer(FILES, 'How many files were sent with it.', { label: 'Files' }),
    conversation: f.text('chat.name', 'Title of the conversation.'),
    model: f.text('chat.model', 'Model that answered.', { label: 'Model' }),
    startedAt: f.date('chat.createdAt', 'When the conversation began.', { label: 'Conversation began' }),
    isStarred: f.flag('chat.isStarred', 'The conversation has a star.', { label: 'With star' }),
    isTemporary: f.flag('chat.isTemporary', 'The conversation was not to be kept.', { label: 'Temporary' }),
  },
  show: { at: 'sentAt', title: 'conversation', text: ['role', 'text'] },
  example: {
    files: {
      'AppDomain-com.anthropic.claude/Library/Application Support/ClaudeCache/cache_5f20.sqlite': {
        sql: [
          'CREATE TABLE conversations (id TEXT PRIMARY KEY, name TEXT, model TEXT, createdAt TEXT, isStarred INTEGER, isTemporary INTEGER)',
          'CREATE TABLE messages (conversationId TEXT, sender TEXT, content TEXT, files TEXT, createdAt TEXT)',
          "INSERT INTO conversations VALUES ('c1', 'Bread with figs', 'claude-sonnet-4', '2025-06-06T10:20:00.250Z', 1, 0)",
          `INSERT INTO messages VALUES
            ('c1', 'human', '[{"type":"text","text":"How long does it rest?"}]', '[{"file_name":"dough.jpg"}]', '2025-06-06T10:20:00.250Z'),
            ('c1', 'assistant', '[{"type":"text","text":"An hour."},{"type":"tool_use"},{"type":"text","text":"Then fold it."}]', '[]', '2025-06-06T10:20:05Z')`,
        ],
      },
    },
    rows: [
      {
        sentAt: 1_749_205_200_250,
        role: 'user',
        text: 'How long does it rest?',
        fileCount: 1,
        conversation: 'Bread with figs',
        model: 'claude-sonnet-4',
        startedAt: 1_749_205_200_250,
        isStarred: true,
        isTemporary: false,
      },
      { sentAt: 1_749_205_205_000, role: 'assistant', text: 'An hour.\nThen fold it.', fileCount: null },
    ],
  },
});
