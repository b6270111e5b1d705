import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hasAlias } from './zip-names.ts';

/** An entry of this name with this one as its Unicode path (APPNOTE.TXT 4.6.9). */
function entry(name: string, path: string): Parameters<typeof hasAlias>[0] {
  const raw = Buffer.from(name, 'latin1');
  const head = Buffer.alloc(5);
  head.writeUInt8(1);
  head.writeUInt32LE(crc32(raw), 1);
  return { flags: 0, raw, extraFields: [{ id: 0x7075, data: Buffer.concat([head, Buffer.from(path)]) }] };
}

describe('a second name of an entry', () => {
  it.each([
    ['?nne.txt', 'Änne.txt'],
    ['??nne.txt', 'Änne.txt'],
    ['#U00c4nne_#L01f44d.txt', 'Änne_👍.txt'],
    ['a____b', 'aé_üb'],
    ['\x8enne.txt', 'Änne.txt'],
  ])('is the same for %s and %s', (name, path) => expect(hasAlias(entry(name, path))).toBe(false));

  it.each([
    ['nne.txt', 'Änne.txt'],
    ['?nna.txt', 'Änne.txt'],
    ['?nne.txt.exe', 'Änne.txt'],
    ['a__b', 'aé_üb'],
    ['b.txt', 'a.txt'],
    ['\x8enne.txt', 'Anne.txt'],
  ])('is another for %s and %s', (name, path) => expect(hasAlias(entry(name, path))).toBe(true));

  it('is found in a moment in names that could be divided in many ways', () => {
    const { user } = process.threadCpuUsage();
    expect(hasAlias(entry(`${'_'.repeat(1500)}x`, 'é_'.repeat(500)))).toBe(true);
    expect(hasAlias(entry('_'.repeat(1500), 'é_'.repeat(500)))).toBe(false);
    expect(hasAlias(entry('_'.repeat(60_000), 'é_'.repeat(10_000)))).toBe(true);
    expect(process.threadCpuUsage().user - user).toBeLessThan(5_000_000);
  });
});
