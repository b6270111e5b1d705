import { describe, expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { Embedded } from '../../model/example.ts';
import { notificationSettings } from './notification-settings.ts';
import { sharedNames } from './shared-names.ts';
import { vpnFilters } from './vpn-filters.ts';

describe('notification settings', () => {
  const FOLDER = 'HomeDomain/Library/BulletinBoard';
  const entry = (archive: Readonly<Record<string, boolean | number | string>>) =>
    new Embedded({ archive: { sectionInfoSettings: archive } });

  it('of older systems are booleans; an app that is in both files is taken from the newer one', () => {
    const { tables, notes } = readStores(notificationSettings, {
      [`${FOLDER}/VersionedSectionInfo.plist`]: {
        plist: { sectionInfo: { 'com.example.both': entry({ authorizationStatus: 2, pushSettings: 16 }) } },
      },
      [`${FOLDER}/SectionInfo.plist`]: {
        plist: {
          'com.example.both': entry({ allowsNotifications: false, alertType: 2 }),
          'com.example.old': entry({
            allowsNotifications: true,
            showsInLockScreen: false,
            showsInNotificationCenter: true,
            pushSettings: 40,
          }),
          'com.example.none': entry({ allowsNotifications: false }),
        },
      },
    });
    const rows = Map.groupBy(tables['notification_settings'] ?? [], ({ app }) => app);
    expect(rows.size).toBe(3);
    expect(rows.get('com.example.both')).toMatchObject([
      { status: 'allowed', hasSound: true, hasBadge: false, banner: 'stays' },
    ]);
    expect(rows.get('com.example.old')).toMatchObject([
      { status: 'allowed', onLockScreen: false, inCenter: true, hasBadge: true, hasSound: false, isCritical: null },
    ]);
    expect(rows.get('com.example.none')).toMatchObject([{ status: 'denied', hasSound: null, allowedAt: null }]);
    expect(notes).toEqual({});
  });
});

describe('names shared in iMessage', () => {
  it('are of the person in the key if the value cannot be read', () => {
    const { tables } = readStores(sharedNames, {
      'HomeDomain/Library/MessagesMetaData/NickNameCache/archivedNicknamesKeyStore.db': {
        tables: {
          kvtable: [
            { ROWID: 1, key: '+390612345678', value: Buffer.from('bplist00') },
            { ROWID: 2, key: 'ugo@example.com', value: new Embedded({ xml: { fn: 'Ugo', ln: 'Rossi' } }) },
          ],
        },
      },
    });
    expect(tables['shared_names']).toMatchObject([
      { person: '+390612345678', name: null, state: 'archived' },
      { person: 'ugo@example.com', name: 'Ugo Rossi', state: 'archived', hasPicture: false },
    ]);
  });
});

describe('VPNs and filters', () => {
  it('are found in archives within a property list; what only observes networks is none of them', () => {
    const filter = { Identifier: 'F', Name: 'School filter', ContentFilter: { Enabled: true, Provider: {} } };
    const observer = { Identifier: 'P', Name: 'Observer', PathController: { Enabled: true } };
    const { tables } = readStores(vpnFilters, {
      'SystemPreferencesDomain/com.apple.networkextension.plist': {
        plist: {
          Version: 1,
          F: new Embedded({ archive: filter }),
          P: new Embedded({ archive: observer }),
          Damaged: Buffer.from('bplist00'),
        },
      },
    });
    expect(tables['vpn_filters']).toMatchObject([
      { name: 'School filter', kind: 'content-filter', isEnabled: true, server: null, account: null },
    ]);
    expect(tables['vpn_filters']).toHaveLength(1);
  });
});
