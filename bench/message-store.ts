import type { BackupFolder } from '../src/model/backup-folder.ts';
import { boolean, handle, integer, table, text, time } from '../src/model/columns.ts';
import { type Batch, BatchBuilder, openStore, type Store, type WriteTarget } from '../src/storage/index.ts';

/** Tables as wide as those of Messages: the message and its position in a conversation. */
export const MESSAGE_TABLES = {
  messages: table({
    primaryKey: ['key'],
    large: true,
    columns: {
      key: integer(),
      guid: text(),
      conversation: text(),
      sender: handle(),
      isFromMe: boolean(),
      service: text(),
      kind: text(),
      text: text(),
      subject: text(),
      sentAt: time(),
      deliveredAt: time(),
      readAt: time(),
      editedAt: time(),
      replyTo: text(),
      attachments: integer(),
      reactions: text(),
      edits: text(),
      extra: text(),
      status: text(),
    },
  }),
  message_conversation_items: table({
    primaryKey: ['conversation', 'at', 'message'],
    large: true,
    columns: { conversation: integer(), at: time(), message: integer() },
  }),
};

/** Number of conversations, with unequal shares of the messages. */
const CONVERSATIONS = 500;
const VOCABULARY = 40_000;
const CHINESE = '今天天气很好我们去公园玩吧你觉得怎么样呢明世界和平';

/**
 * A deterministic stream of messages: Zipf-like words, one in ten texts Chinese, one in a hundred with a phone number. Other
 * values of `first` make other texts.
 */
function* messages(count: number, conversations: number, first: number) {
  let seed = first;
  const random = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
  const word = () => `w${Math.floor(VOCABULARY * random() ** 3).toString(36)}`;
  for (let key = 0; key < count; key++) {
    const words = Array.from({ length: 3 + Math.floor(random() * 14) }, word);
    if (key % 10 === 0) {
      const from = Math.floor(random() * 20);
      words.push(CHINESE.slice(from, from + 5));
    }
    if (key % 100 === 0) words.push(`+44 20 7946 ${String(key % 10_000).padStart(4, '0')}`);
    if (key % 100_000 === 7) words.push('needlework');
    const conversation = Math.floor(conversations * random() ** 4);
    yield { key, text: words.join(' '), at: 1_400_000_000_000 + key * 300_000, conversation };
  }
}

/** Batches of `count` messages, as created by the extracting thread. */
export function* messageBatches(
  target: WriteTarget,
  count: number,
  conversations = CONVERSATIONS,
  seed = 1,
): Generator<Batch> {
  const builder = new BatchBuilder({
    target,
    tables: MESSAGE_TABLES,
    searchTypes: { messages: 'message' },
    region: 'GB',
  });
  for (const { key, text, at, conversation } of messages(count, conversations, seed)) {
    const sender = `+4420794${String(conversation).padStart(5, '0')}`;
    const guid = `${key.toString(16).padStart(8, '0')}-AAAA-BBBB-CCCC-${key.toString(16).padStart(12, '0')}`;
    builder.add(
      'messages',
      {
        key,
        guid,
        conversation: String(conversation),
        sender,
        isFromMe: key % 2 === 1,
        service: 'iMessage',
        kind: 'text',
        text,
        subject: null,
        sentAt: at,
        deliveredAt: at + 1000,
        readAt: null,
        editedAt: null,
        replyTo: null,
        attachments: 0,
        reactions: null,
        edits: null,
        extra: null,
        status: null,
      },
      { text, at, from: [sender], in: [conversation], payload: { conversation, sender } },
    );
    builder.add('message_conversation_items', { conversation, at, message: key });
    if (builder.full) yield builder.take();
  }
  if (builder.size > 0) yield builder.take();
}

/** A backup to register; its folder need not exist. */
export function benchBackup(name: string): BackupFolder {
  const device = { udid: name, deviceName: null, productType: null, productName: null, productVersion: null };
  const more = { buildVersion: null, serialNumber: null, phoneNumber: null, imei: null, iccid: null, madeBy: null };
  return {
    path: `/bench/${name}`,
    state: 'complete',
    remarks: [],
    archived: false,
    manifest: 'manifest.db',
    encrypted: false,
    passcodeSet: null,
    device: { ...device, ...more },
    backedUpAt: null,
    manifestDate: null,
    statusUuid: null,
    isFullBackup: null,
    fingerprint: 'bench',
  };
}

/** A run that is ready for batches. */
export interface MessageRun {
  readonly backup: string;
  readonly target: WriteTarget;
  readonly finish: () => Promise<void>;
}

/** A new, migrated store for messages. */
export async function openMessageStore(dsn: string): Promise<Store<typeof MESSAGE_TABLES>> {
  const store = await openStore({ dsn, tables: MESSAGE_TABLES });
  await store.migrate();
  return store;
}

/** Registers a backup with this name and starts an index run. */
export async function beginRun(store: Store<typeof MESSAGE_TABLES>, name: string): Promise<MessageRun> {
  const { added } = await store.backups.refresh([benchBackup(name)], []);
  const backup = added[0] as string;
  const run = await store.runs.acquire(backup, { owner: 'bench', leaseMs: 3_600_000 });
  const target = await store.runs.startArtifactRun(run.id, { id: 'messages', version: 1 });
  const finish = async () => {
    const counts = { found: null, parsed: 0, skipped: 0, notes: [], milliseconds: 0 };
    const entry = { artifact: 'messages', version: 1, outcome: 'indexed' as const, reason: null, ...counts };
    await store.runs.finishArtifactRun(target, { entry, signature: null, sources: [] });
    await store.runs.finish(run.id);
  };
  return { backup, target, finish };
}
