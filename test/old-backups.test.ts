import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { msg } from '../src/locales/messages.ts';
import { openApp } from '../src/main.ts';

import type { LedgerEntry } from '../src/model/outcome.ts';
import { fullOnly } from './support/depth.ts';
import { describeForSome } from './support/some-rows.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import {
  gradient,
  type SyntheticEntry,
  writeBackup,
  writeCalendarDatabase,
  writeCallsDatabase,
  writeJpeg,
  writeLegacyMessagesDatabase,
} from './synthetic/index.ts';

let workspace: Workspace;
let app: App;
let scratch: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  await mkdir(workspace.backups);
  scratch = await mkdtemp(join(tmpdir(), 'aj-old-'));
  app = await openApp(workspace.settings, { queue: 'embedded' });
});

afterEach(async () => {
  await app.close();
  await workspace.remove();
  await rm(scratch, { recursive: true, force: true });
});

const picture = (relativePath: string, missing = false): SyntheticEntry => {
  const contents = writeJpeg(32, 24, gradient(40, 32));
  return { domain: 'CameraRollDomain', relativePath, kind: 'file', contents, missing };
};

const database = (domain: string, relativePath: string, path: string): SyntheticEntry => {
  return { domain, relativePath, kind: 'file', contents: { path } };
};

/** Writes a flat backup with Manifest.mbdb, as up to iOS 9, indexes it and returns the ledger by artifact. */
async function indexed(
  iosVersion: string,
  files: readonly SyntheticEntry[],
  state = 'succeeded',
): Promise<ReadonlyMap<string, LedgerEntry>> {
  await writeBackup(join(workspace.backups, 'old'), { manifest: 'mbdb', layout: 'flat', iosVersion, files });
  await app.catalog.refresh();
  const [record] = await app.store.backups.list();
  const id = record?.publicId ?? '';
  await app.indexer.start(id, null);
  expect(await app.indexer.wait(id)).toMatchObject({ state });
  return new Map((await app.store.ledger.latest(id)).map((line) => [line.artifact, line]));
}

describeForSome(
  [
    ['4.3.3', 3],
    ['5.1.1', 5],
  ] as const,
  ([iosVersion]) => iosVersion === '5.1.1',
)('a backup of iOS %s', ([iosVersion, generation]) => {
  it('is indexed: messages, calls, calendar and the pictures of the camera roll', async () => {
    const [sms, calls, calendar] = ['sms.db', 'call_history.db', 'Calendar.sqlitedb'].map((name) =>
      join(scratch, name),
    );
    writeLegacyMessagesDatabase(sms ?? '', { seed: 'old', size: 60, generation });
    writeCallsDatabase(calls ?? '', { seed: 'old', calls: 30, generation: 6 });
    const events = writeCalendarDatabase(calendar ?? '', { seed: 'old', events: 30, generation: 4 });
    const ledger = await indexed(iosVersion, [
      database('HomeDomain', 'Library/SMS/sms.db', sms ?? ''),
      database('WirelessDomain', 'Library/CallHistory/call_history.db', calls ?? ''),
      database('HomeDomain', 'Library/Calendar/Calendar.sqlitedb', calendar ?? ''),
      picture('Media/DCIM/100APPLE/IMG_0001.JPG'),
      picture('Media/DCIM/100APPLE/IMG_0002.JPG', true),
    ]);
    expect(ledger.get('messages')).toMatchObject({ outcome: 'indexed', parsed: 60, skipped: 0 });
    expect(ledger.get('calls')).toMatchObject({ outcome: 'indexed', parsed: 30, skipped: 0 });
    expect(ledger.get('calendar')).toMatchObject({ outcome: 'indexed', parsed: events.events.length, skipped: 0 });
    expect(ledger.get('photos')).toMatchObject({
      outcome: 'partial',
      found: 2,
      reason: msg('lost.photo-library'),
    });
  });
});

it('a backup of iOS 7 or earlier does not say that an encrypted one would have more', fullOnly, async () => {
  const files = [picture('Media/DCIM/100APPLE/IMG_0001.JPG')];
  const old = await indexed('7.1.2', files);
  expect([old.get('safari-history'), old.get('health-steps')]).toMatchObject([
    { outcome: 'absent' },
    { outcome: 'absent' },
  ]);
  const later = await indexed('9.3.5', files);
  expect(later.get('health-steps')).toMatchObject({ outcome: 'needs-encrypted-backup' });
});

describe('a photo library that is listed without a payload', () => {
  const lost = {
    domain: 'CameraRollDomain',
    relativePath: 'Media/PhotoData/Photos.sqlite',
    kind: 'file',
    missing: true,
  } as const;

  it('does not affect the pictures, and is reported as lost', async () => {
    const ledger = await indexed('9.3.5', [lost, picture('Media/DCIM/100APPLE/IMG_0001.JPG')]);
    expect(ledger.get('photos')).toMatchObject({
      outcome: 'partial',
      found: 1,
      reason: { code: 'ledger.store-unreadable', params: { path: expect.stringContaining('Photos.sqlite') } },
    });
  });

  it('without any picture fails instead of giving an empty library', fullOnly, async () => {
    const ledger = await indexed('9.3.5', [lost], 'partial');
    expect(ledger.get('photos')).toMatchObject({ outcome: 'failed' });
  });
});
