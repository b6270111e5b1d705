import { describe, expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { permissions } from './permissions.ts';

// The table as iOS 17 creates it, and values that Settings write for its switches.

describe('permissions', () => {
  const FILE = 'HomeDomain/Library/TCC/TCC.db';
  const ACCESS = `CREATE TABLE access (service TEXT NOT NULL, client TEXT NOT NULL, client_type INTEGER NOT NULL,
    auth_value INTEGER NOT NULL, auth_reason INTEGER NOT NULL, auth_version INTEGER NOT NULL, csreq BLOB,
    policy_id INTEGER, indirect_object_identifier_type INTEGER,
    indirect_object_identifier TEXT NOT NULL DEFAULT 'UNUSED', indirect_object_code_identity BLOB, flags INTEGER,
    last_modified INTEGER NOT NULL DEFAULT 1700000000,
    PRIMARY KEY (service, client, client_type, indirect_object_identifier))`;
  const grant = (service: string, value: number) =>
    `INSERT INTO access (service, client, client_type, auth_value, auth_reason, auth_version)
     VALUES ('kTCCService${service}', 'com.example.a', 0, ${value}, 2, 1)`;

  it('can be to add only; rights and services that nobody has explained are as they are', () => {
    const { tables, notes } = readStores(permissions, {
      [FILE]: {
        sql: [
          ACCESS,
          grant('Calendar', 4),
          grant('FinancialData', 2),
          grant('KeyboardNetwork', 0),
          grant('WebKitIntelligentTrackingPrevention', 0),
          grant('Photos', 5),
          grant('Later', 2),
        ],
      },
    });
    const [app, changedAt] = ['com.example.a', 1_700_000_000_000];
    expect(tables['permissions']).toMatchObject([
      { app, service: 'calendar', access: 'add-only', decidedBy: 'owner-asked', changedAt },
      { app, service: 'finance', access: 'allowed' },
      { app, service: 'keyboard', access: 'denied' },
      { app, service: 'tracking-prevention', access: 'denied' },
      { app, service: 'photos', access: '5' },
      { app, service: 'kTCCServiceLater', access: 'allowed' },
    ]);
    expect(notes).toEqual({
      'unknown-code:permissions.access:5': 1,
      'unknown-code:permissions.service:kTCCServiceLater': 1,
    });
  });
});
