import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { damage } from '../../test/support/artifacts/extract-files.ts';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import type { ArtifactDefinition } from '../artifacts/kit/artifact.ts';
import { contacts } from '../artifacts/rich/contacts/index.ts';
import { messages } from '../artifacts/rich/messages/index.ts';
import { photos } from '../artifacts/rich/photos/index.ts';
import { openBackup } from '../backup/index.ts';
import { isDomainError } from '../model/errors.ts';
import type { PreviewResult } from '../storage/index.ts';
import { writeBackup } from '../synthetic/backup-folder/backup-writer.ts';
import { writeDemoBackup } from '../synthetic/demo-backup.ts';
import { writeMessagesDatabase } from '../synthetic/messages/messages-database.ts';
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
      ...(password === undefined ? {} : { password }),
    });
    for (const [artifact, table] of [
      [messages, 'messages'],
      [photos, 'photo_assets'],
      [contacts, 'contacts'],
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

describe('the preview of damaged messages', () => {
  it('is left out or has some, and never throws anything but a known error', async () => {
    const folder = tempFolder();
    const intact = join(folder, 'sms.db');
    writeMessagesDatabase(intact, { seed: 'damaged', size: 200 });
    let shown = 0;
    let seed = 1;
    const below = (limit: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % limit;
    };
    for (let round = 0; round < 24; round++) {
      const sms = join(folder, `sms-${round}.db`);
      writeFileSync(sms, damage(readFileSync(intact), below));
      const path = join(folder, `backup-${round}`);
      const place = { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db' };
      await writeBackup(path, {
        manifest: 'db',
        layout: 'sharded',
        files: [{ ...place, kind: 'file', contents: { path: sms } }],
      });
      const backup = await openBackup(path, { tempPath: null, inPlace: true });
      const artifact: ArtifactDefinition = messages;
      const result: PreviewResult | null = await readPreview(artifact, backup, null, collect(new Map())).catch(
        (error: unknown) => {
          if (!isDomainError(error)) throw error;
          return null;
        },
      );
      if (result !== null) shown++;
      await backup.close();
    }
    expect(shown).toBeLessThan(24);
  });
});
