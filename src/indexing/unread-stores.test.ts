import { describe, expect, it } from 'vitest';
import { NO_DETAILS } from '../backup/manifest/entry.ts';
import type { BackupEntry } from '../backup/types.ts';
import { matchStores } from './match-stores.ts';
import { UnreadStores } from './unread-stores.ts';

type File = readonly [domain: string, path: string, size?: number, modifiedAt?: number];

/** A manifest of these files; those that end with `/` are folders. */
function manifestOf(files: readonly File[]) {
  const entries = new Map(
    files.map(([domain, path, size = 1, modifiedAt = 0]): [string, BackupEntry] => {
      const isFolder = path.endsWith('/');
      const relativePath = isFolder ? path.slice(0, -1) : path;
      const kind = isFolder ? 'directory' : 'file';
      const facts = { fileID: `${domain}-${relativePath}`, domain, relativePath, kind, mode: 0 } as const;
      return [`${domain}-${relativePath}`, { ...NO_DETAILS, ...facts, sizeHint: size, modifiedAt }];
    }),
  );
  return {
    duplicates: 0,
    find: (domain: string, path: string) => entries.get(`${domain}-${path}`) ?? null,
    *names() {
      for (const { domain, relativePath } of entries.values()) yield [domain, relativePath] as const;
    },
  };
}

const place = (domain: string, path: string) => ({
  format: 'sqlite' as const,
  places: [{ domain, path }],
  optional: false,
  enriches: false,
});

/** Artifacts that read messages, voicemails and one app. */
const ARTIFACTS = [
  { id: 'messages', stores: { db: place('HomeDomain', 'Library/SMS/sms.db') } },
  { id: 'voicemail', stores: { db: place('HomeDomain', 'Library/Voicemail/voicemail.db') } },
  { id: 'chats', stores: { db: place('AppDomainGroup-group.org.chat', '*.sqlite') } },
];

function unreadOf(files: readonly File[], domains: Parameters<UnreadStores['coverage']>[1] = []) {
  const manifest = manifestOf(files);
  const stores = new UnreadStores(manifest);
  for (const [domain, path] of manifest.names()) stores.add(domain, path);
  return stores.coverage(matchStores(ARTIFACTS, manifest), domains);
}

describe('what no artifact reads', () => {
  it('is every database, property list and folder of recordings, with size and newest date', () => {
    const { unread, stores, unreadCount } = unreadOf([
      ['HomeDomain', 'Library/SMS/sms.db', 900],
      ['HomeDomain', 'Library/SMS/sms.db-wal', 100],
      ['HomeDomain', 'Library/SMS/Attachments/0a/voice.caf', 50],
      ['MediaDomain', 'Library/SMS/Attachments/0b/voice.caf', 60],
      ['HomeDomain', 'Library/Voicemail/voicemail.db', 20],
      ['HomeDomain', 'Library/Voicemail/1.amr', 5],
      ['HealthDomain', 'Health/healthdb.sqlite', 700, 50],
      ['HealthDomain', 'Health/healthdb.sqlite-shm', 7],
      ['HomeDomain', 'Library/Preferences/a.plist', 30, 10],
      ['MediaDomain', 'Media/Recordings/1.m4a', 200, 20],
      ['MediaDomain', 'Media/Recordings/2.M4A', 300, 40],
      ['CameraRollDomain', 'Media/DCIM/1.jpg', 5000],
      ['HomeDomain', 'Library/Folder.db/'],
    ]);
    expect(unread).toEqual([
      { kind: 'database', domain: 'HealthDomain', path: 'Health/healthdb.sqlite', files: 1, bytes: 700, newestAt: 50 },
      { kind: 'recordings', domain: 'MediaDomain', path: 'Media/Recordings', files: 2, bytes: 500, newestAt: 40 },
      { kind: 'plist', domain: 'HomeDomain', path: 'Library/Preferences/a.plist', files: 1, bytes: 30, newestAt: 10 },
    ]);
    expect([stores, unreadCount]).toEqual([5, 3]);
  });

  it('is all of an app of which nothing is read, and the other databases of one that is read', () => {
    const { unread } = unreadOf(
      [
        ['AppDomain-org.game', 'Documents/level.dat', 10, 5],
        ['AppDomain-org.game', 'Library/Preferences/org.game.plist', 20, 9],
        ['AppDomain-org.game', 'Documents/save.sqlite', 500, 3],
        ['AppDomain-org.empty', 'Documents/'],
        ['AppDomainGroup-group.org.chat', 'Chat.sqlite', 100],
        ['AppDomainGroup-group.org.chat', 'cache/other.db', 40],
        ['AppDomainGroup-group.org.chat', 'cache/picture.jpg', 4000],
        ['AppDomainGroup-group.org.chat', 'cache/voice.opus', 4000],
      ],
      [{ domain: 'AppDomain-org.game', files: 12, bytes: 1500 }],
    );
    expect(unread).toMatchObject([
      { kind: 'folder', domain: 'AppDomain-org.game', path: '', files: 11, bytes: 1000, newestAt: 9 },
      { kind: 'database', domain: 'AppDomain-org.game', path: 'Documents/save.sqlite', bytes: 500 },
      { kind: 'database', domain: 'AppDomainGroup-group.org.chat', path: 'cache/other.db', bytes: 40 },
    ]);
  });

  it('is bounded, whatever a manifest lists', () => {
    const files = Array.from({ length: 60_000 }, (_, index): File => ['HomeDomain', `Library/${index}.plist`]);
    const { unread, unreadCount } = unreadOf([...files, ['HomeDomain', `${'x'.repeat(5_000)}.db`]]);
    expect([unread.length, unreadCount]).toEqual([5_000, 60_000]);
  });
});
