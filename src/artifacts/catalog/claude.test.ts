import { expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { claude } from './claude.ts';

it('reads messages of Claude without a conversation, columns, words or readable JSON', () => {
  const { tables, notes } = readStores(claude, {
    'AppDomain-com.anthropic.claude/Library/Application Support/ClaudeCache/cache_a.sqlite': {
      sql: [
        'CREATE TABLE conversations (id TEXT, name TEXT, updatedAt TEXT)',
        'CREATE TABLE messages (conversationId TEXT, sender TEXT, content TEXT, createdAt TEXT)',
        "INSERT INTO conversations VALUES ('c1', NULL, NULL)",
        `INSERT INTO messages VALUES ('c1', 'human', 'Only text', '2026-01-05T08:00:00.5Z'), ('c9', 'assistant', '[]', NULL),
          (NULL, NULL, NULL, NULL), ('c1', 'tool', '[{"type":"text","text":1},{"type":"image"}]', ''), ('c1', 'human', '[{broken', '2026-01-05T08:01:00Z')`,
      ],
    },
  });
  expect(tables['claude_messages']).toMatchObject([
    { role: 'user', text: 'Only text', sentAt: 1_767_600_000_500, fileCount: null, conversation: null, model: null },
    { role: 'assistant', text: null, sentAt: null },
    { role: null, text: null },
    { role: 'tool', text: '1' },
    { role: 'user', text: null, sentAt: 1_767_600_060_000 },
  ]);
  expect(notes).toEqual({
    'unknown-code:claude_messages.role:tool': 1,
    'unreadable-value:claude_messages.text': 1,
  });
});
