import { describe, expect, it } from 'vitest';
import { defaultBackupRoots } from './default-roots.ts';

describe('defaultBackupRoots', () => {
  it.each([
    ['darwin', { HOME: '/Users/zoe' }, ['/Users/zoe/Library/Application Support/MobileSync/Backup']],
    [
      'win32',
      { APPDATA: 'C:\\Users\\zoe\\AppData\\Roaming', USERPROFILE: 'C:\\Users\\zoe' },
      [
        'C:\\Users\\zoe\\AppData\\Roaming\\Apple Computer\\MobileSync\\Backup',
        'C:\\Users\\zoe\\Apple\\MobileSync\\Backup',
        'C:\\Users\\zoe\\AppData\\Roaming\\Apple\\MobileSync\\Backup',
      ],
    ],
    ['win32', {}, []],
    ['darwin', {}, []],
    ['linux', { HOME: '/home/zoe' }, []],
  ] as const)('%s %j', (platform, env, roots) => {
    expect(defaultBackupRoots(platform, env)).toEqual(roots);
  });
});
