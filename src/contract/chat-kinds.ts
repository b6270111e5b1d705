/** What a chat is; orphaned: messages whose chat was deleted. */
export const CHAT_KINDS = [
  'direct',
  'group',
  'broadcast',
  'status',
  'community',
  'channel',
  'orphaned',
  'unknown',
] as const;
