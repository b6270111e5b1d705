const text = { type: 'string' } as const;
const name = { type: 'string', minLength: 1 } as const;
const time = { type: 'string', format: 'date-time' } as const;

const object = (required: readonly string[], properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  required,
  properties,
  // Stricter than Relativity's: a misspelt field would be ignored.
  additionalProperties: false,
});
const list = (items: unknown) => ({ type: 'array', items });
const custom = list(object(['name', 'value'], { name, value: name }));

/**
 * What Relativity's schema of `rsmf_manifest.json` demands (`rsmf_schema_2_0_0.json` of
 * github.com/relativitydev/rsmf-validator-samples), restated.
 */
export const RSMF_SCHEMA = object(['version', 'participants', 'conversations', 'events'], {
  version: { type: 'string', minLength: 5 },
  participants: list(
    object(['id'], {
      id: name,
      display: text,
      email: { type: 'string', format: 'email' },
      avatar: text,
      account_id: text,
      custom,
    }),
  ),
  conversations: list(
    object(['id', 'platform', 'participants'], {
      id: name,
      display: text,
      platform: name,
      type: { enum: ['direct', 'channel'] },
      participants: list(name),
      custodian: text,
      custom,
      icon: text,
    }),
  ),
  events: list(
    object(['type'], {
      id: text,
      type: { enum: ['message', 'disclaimer', 'join', 'leave', 'history', 'unknown'] },
      parent: text,
      body: text,
      participant: text,
      conversation: text,
      timestamp: time,
      deleted: { type: 'boolean' },
      importance: { enum: ['normal', 'high'] },
      reactions: list(object(['value'], { value: name, count: { type: 'integer' }, participants: list(name) })),
      attachments: list(object(['id'], { id: name, display: text, size: { type: 'integer' } })),
      edits: list(object(['participant'], { participant: name, timestamp: time, previous: text, new: text })),
      custom,
      direction: { enum: ['incoming', 'outgoing'] },
      read_receipts: list(
        object(['participant'], { participant: name, timestamp: time, action: { enum: ['read', 'delivered'] } }),
      ),
    }),
  ),
  eventcollectionid: text,
});
