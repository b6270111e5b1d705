import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { damage } from '../../test/support/artifacts/extract-files.ts';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { rounds } from '../../test/support/depth.ts';
import type { ArtifactDefinition } from '../artifacts/kit/artifact.ts';
import { registry } from '../artifacts/registry.ts';
import { contacts } from '../artifacts/rich/contacts/index.ts';
import { messages } from '../artifacts/rich/messages/index.ts';
import { photos } from '../artifacts/rich/photos/index.ts';
import { whatsapp } from '../artifacts/rich/whatsapp/index.ts';
import { openBackup } from '../backup/index.ts';
import { isDomainError } from '../model/errors.ts';
import type { PreviewResult } from '../storage/index.ts';
import { writeBackup } from '../synthetic/backup-folder/backup-writer.ts';
import { writeDemoBackup } from '../synthetic/demo-backup.ts';
import { writeMessagesDatabase } from '../synthetic/messages/messages-database.ts';
import { WHATSAPP_DOMAINS, writeWhatsappDatabases } from '../synthetic/whatsapp/whatsapp-database.ts';
import { matchStores } from './match-stores.ts';
import { planArtifact } from './plan.ts';
import { type RecordSink, readArtifact, WHOLE } from './read-artifact.ts';
import { readPreview } from './read-preview.ts';

const PASSWORD = 'lemon tree';

type Rows = Map<string, unknown[]>;

function collect(rows: Rows): RecordSink {
  return {
    add: ([table, row]) => void rows.set(table, [...(rows.get(table) ?? []), row]),
    progress: () => {},
  };
}

/** The newest records of an artifact, and all of them. */
async function bothWays(path: string, artifact: ArtifactDefinition, password?: string) {
  const opened = password === undefined ? {} : { password };
  const inPlace = await openBackup(path, { ...opened, tempPath: null, inPlace: true });
  const backup = await openBackup(path, { ...opened, tempPath: null });
  const [early, all]: [Rows, Rows] = [new Map(), new Map()];
  try {
    const preview = await readPreview(artifact, inPlace, 'US', collect(early));
    const stores = matchStores([artifact], backup.manifest).get(artifact.id) ?? {};
    const plan = planArtifact(artifact, stores, backup, { payloads: '', contents: null });
    const { ledger } = await readArtifact(plan, backup, { region: 'US', slice: WHOLE }, collect(all));
    return { preview, ledger, early, all };
  } finally {
    await inPlace.close();
    await backup.close();
  }
}

describe.each([PASSWORD, undefined])('previews of a backup (password %s)', (password) => {
  it('have the rows of the index, with the states of their files', async () => {
    const path = join(tempFolder(), 'phone');
    await writeDemoBackup(path, {
      messages: 300,
      photos: 60,
      contacts: 20,
      whatsapp: 300,
      ...(password === undefined ? {} : { password }),
    });
    for (const [artifact, table] of [
      [messages, 'messages'],
      [photos, 'photo_assets'],
      [contacts, 'contacts'],
      [whatsapp, 'whatsapp_messages'],
      [whatsapp, 'whatsapp_attachments'],
    ] as const) {
      const { preview, ledger, early, all } = await bothWays(path, artifact, password);
      expect(preview?.ledger.outcome).toBe(artifact === contacts ? 'indexed' : 'partial');
      expect(['indexed', 'partial']).toContain(ledger.outcome);
      const rows = early.get(table) ?? [];
      expect(rows.length).toBeGreaterThan(10);
      for (const row of rows) expect(all.get(table)).toContainEqual(row);
    }
  });
});

/** Chat apps declared with `defineChats`. */
const DECLARED = registry.filter(({ chats }) => chats !== undefined);

describe.each([PASSWORD, undefined])('previews of declared chat apps (password %s)', (password) => {
  it('are their whole index where they are small', async () => {
    const path = join(tempFolder(), 'phone');
    await writeDemoBackup(path, {
      messages: 5,
      examples: DECLARED.flatMap(({ example }) => example ?? []),
      ...(password === undefined ? {} : { password }),
    });
    expect(DECLARED.length).toBeGreaterThan(10);
    for (const artifact of DECLARED) {
      const { preview, ledger, early, all } = await bothWays(path, artifact, password);
      expect(preview, artifact.id).not.toBeNull();
      const { milliseconds: _early, ...shown } = preview?.ledger ?? ledger;
      const { milliseconds: _all, ...whole } = ledger;
      expect(shown).toEqual(whole);
      expect(preview?.backTo).toBeNull();
      expect(early.get(artifact.chats?.messages ?? '')?.length).toBeGreaterThan(0);
      expect(early).toEqual(all);
    }
  });
});

describe('the preview of WhatsApp', () => {
  it('has what is in the -wal only', async () => {
    const folder = tempFolder();
    const path = writeChats(folder, 200);
    const db = new DatabaseSync(path);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
    db.exec("UPDATE ZWAMESSAGE SET ZTEXT = 'only in the log' WHERE Z_PK = (SELECT max(Z_PK) FROM ZWAMESSAGE)");
    const files = ['', '-wal'].map((suffix) => entry(readFileSync(path + suffix), `ChatStorage.sqlite${suffix}`));
    db.close();
    const backup = join(folder, 'backup');
    await writeBackup(backup, { manifest: 'db', layout: 'sharded', files, encrypted: { password: PASSWORD } });
    const { early, all } = await bothWays(backup, whatsapp, PASSWORD);
    const rows = early.get('whatsapp_messages') ?? [];
    expect(rows.filter((row) => JSON.stringify(row).includes('only in the log'))).toHaveLength(1);
    for (const row of rows) expect(all.get('whatsapp_messages')).toContainEqual(row);
  });

  it('is left out where its messages are not in their usual place', async () => {
    const folder = tempFolder();
    const chats = readFileSync(writeChats(folder, 50));
    const contacts = readFileSync(join(folder, 'contacts'));
    const backup = join(folder, 'backup');
    const files = [entry(chats, 'Copy/ChatStorage.sqlite'), entry(contacts, 'ContactsV2.sqlite')];
    await writeBackup(backup, { manifest: 'db', layout: 'sharded', files });
    const { preview, all } = await bothWays(backup, whatsapp);
    expect(preview).toBeNull();
    expect(all.get('whatsapp_messages')).toHaveLength(50);
  });
});

/** Writes the stores of WhatsApp; returns the path of its messages. */
function writeChats(folder: string, size: number): string {
  const chats = join(folder, 'chats');
  writeWhatsappDatabases(
    { chats, contacts: join(folder, 'contacts'), calls: null, lids: null },
    { seed: 'early', size },
  );
  return chats;
}

function entry(bytes: Uint8Array, relativePath: string) {
  return { domain: WHATSAPP_DOMAINS.whatsapp, relativePath, kind: 'file', contents: bytes } as const;
}

const DAMAGED = [
  {
    artifact: messages as ArtifactDefinition,
    place: { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db' },
    write: (folder: string) => {
      const path = join(folder, 'sms.db');
      writeMessagesDatabase(path, { seed: 'damaged', size: 200 });
      return path;
    },
  },
  {
    artifact: whatsapp as ArtifactDefinition,
    place: { domain: WHATSAPP_DOMAINS.whatsapp, relativePath: 'ChatStorage.sqlite' },
    write: (folder: string) => writeChats(folder, 200),
  },
];

describe.each(DAMAGED)('the preview of damaged $artifact.title', ({ artifact, place, write }) => {
  it('is left out or has some, and never throws anything but a known error', async () => {
    const folder = tempFolder();
    const intact = write(folder);
    let shown = 0;
    let seed = 1;
    const below = (limit: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % limit;
    };
    for (let round = 0; round < rounds(24, 6); round++) {
      const damaged = join(folder, `damaged-${round}`);
      writeFileSync(damaged, damage(readFileSync(intact), below));
      const path = join(folder, `backup-${round}`);
      await writeBackup(path, {
        manifest: 'db',
        layout: 'sharded',
        files: [{ ...place, kind: 'file', contents: { path: damaged } }],
      });
      const backup = await openBackup(path, { tempPath: null, inPlace: true });
      const result: PreviewResult | null = await readPreview(artifact, backup, null, collect(new Map())).catch(
        (error: unknown) => {
          if (!isDomainError(error)) throw error;
          return null;
        },
      );
      if (result !== null) shown++;
      await backup.close();
    }
    expect(shown).toBeLessThan(rounds(24, 7));
  });
});
