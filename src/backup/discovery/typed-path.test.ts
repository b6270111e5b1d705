import { describe, expect, it } from 'vitest';
import { parseTypedPath } from './typed-path.ts';

describe('parseTypedPath', () => {
  it.each([
    ['linux', '/mnt/old phone', '/mnt/old phone'],
    ['linux', '  /mnt/old\\ phone/ \n', '/mnt/old phone/'],
    ['linux', "'/mnt/a b'", '/mnt/a b'],
    ['linux', 'file:///mnt/old%20phone', '/mnt/old phone'],
    ['linux', '~/backups', '/home/zoe/backups'],
    ['linux', '~', '/home/zoe'],
    ['linux', '/a/../b', '/b'],
    ['win32', '"C:\\Users\\zoe\\Apple\\MobileSync\\Backup"', 'C:\\Users\\zoe\\Apple\\MobileSync\\Backup'],
    ['win32', 'file:///D:/old%20phone', 'D:\\old phone'],
    ['win32', '\\\\nas\\backups', '\\\\nas\\backups\\'],
    ['win32', '~\\Apple', '/home/zoe\\Apple'.replaceAll('/', '\\')],
  ] as const)('%s %j', (platform, text, path) => {
    expect(parseTypedPath(text, platform, '/home/zoe')).toBe(path);
  });

  it.each(['', 'backups', './backups', '~zoe', 'C:\\Users', 'file://%zz', 'file:///a%2Fb', 'https://a/b', '/a\0b'])(
    'refuses %j, which is no whole path',
    (text) => {
      expect(() => parseTypedPath(text, 'linux', '/home/zoe')).toThrow(
        expect.objectContaining({ code: 'BAD_REQUEST' }),
      );
    },
  );
});
