import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { type ArtifactTables, artifactTables } from '../src/artifacts/registry.ts';
import { titleOf } from '../src/artifacts/title-of.ts';
import { type ExportFiles, prepareExport } from '../src/export/index.ts';
import { type BatchBuilder, openStore } from '../src/storage/index.ts';
import { indexSynthetic, rowOf } from './artifact-rows.ts';
import { type BenchRow, printRows } from './bench.ts';
import { benchBackup } from './message-store.ts';
import { MemoryWatch } from './processes.ts';

const COUNT = Number(process.env.BENCH_MESSAGES ?? 10_000);
const PICTURES = COUNT / 20;
/** For every 10,000 messages. */
const LIMIT_SECONDS = 60;
const LIMIT_MIB = 512;
const WORDS = 'one two three lemons needlework afternoon library, garden; tomorrow perhaps not at all'.split(' ');
const OTHERS = [
  'مرحبا كيف حالك اليوم',
  '你好，世界',
  '안녕하세요',
  'สวัสดีครับ',
  'नमस्ते दुनिया',
  '👍🏽👨‍👩‍👧‍👦🇩🇪',
  'שלום עולם',
];
const FIRST = Date.UTC(2020, 0, 1);
/** Time between two messages. */
const STEP = 3_600_000;

function addMessage(builder: BatchBuilder<ArtifactTables>, key: number): void {
  if (key === 1) {
    const participants = [{ handle: '+15550100', handleKey: '+15550100', services: ['SMS'] }];
    const conversation = { key: 1, kind: 'direct' as const, participants, chats: [], messageCount: COUNT };
    builder.add('message_conversations', rowOf('message_conversations', conversation));
  }
  const at = FIRST + key * STEP;
  const hasPicture = key % (COUNT / PICTURES) === 0;
  const words = Array.from(
    { length: 3 + ((key * 7919) % 25) },
    (_, index) => WORDS[(key * 31 + index * 17) % WORDS.length],
  );
  if (key % 15 === 0) words.push(OTHERS[(key / 15) % OTHERS.length]);
  if (key % 40 === 0) words.push(`https://example.com/item/${key}`);
  const row = {
    key,
    guid: `GUID-${key}`,
    conversation: 1,
    kind: 'text' as const,
    text: `${hasPicture ? '\ufffc' : ''}${words.join(' ')}`,
    sentAt: at,
    isFromMe: key % 3 === 0,
    sender: key % 3 === 0 ? null : '+15550100',
  };
  builder.add('message_conversation_items', rowOf('message_conversation_items', { conversation: 1, at, message: key }));
  builder.add('messages', rowOf('messages', row));
  if (hasPicture) {
    const picture = { key, message: key, file: fileOf(key), state: 'present' as const, mimeType: 'image/jpeg' };
    builder.add('message_attachments', rowOf('message_attachments', { ...picture, isHidden: false }));
  }
}

/** The PDFs of a conversation with pictures: from the index to the last byte, pictures decoded beforehand. */
export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-'));
  const dsn = `sqlite:///${join(folder, 'bench.db')}`;
  const store = await openStore({ dsn, tables: artifactTables });
  try {
    await store.initModels();
    const { added } = await store.backups.refresh([benchBackup('pdf')], [{ path: '/bench', reachable: true }]);
    const backup = added[0] ?? '';
    await indexSynthetic(store, dsn, { backup, artifact: 'messages', count: COUNT, add: addMessage });
    const [width, height] = [512, 384];
    const pictures = await Promise.all(
      Array.from({ length: PICTURES }, (_, index) => {
        const noise = { type: 'gaussian' as const, mean: 64 + (index % 128), sigma: 20 + (index % 40) };
        const noisy = sharp({ create: { width, height, channels: 3, background: '#888', noise } });
        return noisy.blur(2).jpeg({ quality: 85 }).toBuffer();
      }),
    );
    let next = 0;
    const files: ExportFiles = {
      open: async () => null,
      name: async () => null,
      photo: async () => null,
      picture: async () => {
        const bytes = pictures[next++ % pictures.length] ?? new Uint8Array();
        return { bytes, contentType: 'image/jpeg', width, height };
      },
    };
    const memory = new MemoryWatch(process.pid);
    const start = performance.now();
    const ctx = { views: { store, isUnlocked: () => true, titleOf }, files, version: 'bench' };
    const request = { what: 'conversations', format: 'pdf', timeZone: 'Europe/Berlin', files: true, bom: false };
    let [volumes, size] = [0, 0];
    for await (const { contents } of (await prepareExport(ctx, backup, request)).files()) {
      volumes++;
      for await (const chunk of contents) size += chunk.length;
    }
    const seconds = (performance.now() - start) / 1000;
    const { own, child } = memory.stop();
    const limit = (LIMIT_SECONDS * COUNT) / 10_000;
    const note = `${volumes - 1} volumes, ${(size / 2 ** 20).toFixed(1)} MiB; this process ${own.toFixed(0)} MiB`;
    const name = `PDFs of ${COUNT} messages with ${PICTURES} pictures`;
    return [
      {
        name,
        value: `${seconds.toFixed(1)} s`,
        limit: `≤ ${limit} s`,
        ratio: limit / seconds,
        ok: seconds <= limit,
        note,
      },
      {
        name: `${name}: peak memory of the typesetter`,
        value: `${child.toFixed(0)} MiB`,
        limit: `≤ ${LIMIT_MIB} MiB`,
        ratio: LIMIT_MIB / child,
        ok: child <= LIMIT_MIB,
      },
    ];
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function fileOf(key: number): string {
  return key.toString(16).padStart(40, '0');
}

if (import.meta.main) printRows(await run());
