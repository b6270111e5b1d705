import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { derivedBytes, formatUuid, seededRandom } from '../random.ts';
import { fileCipher, wrapKey, wrapKeyForClass } from './aes.ts';
import { writeKeybag } from './keybag-writer.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('wrapKey', () => {
  it('matches the test vector of RFC 3394 §4.6', () => {
    const kek = hex('000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F');
    const key = hex('00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F');
    const wrapped = '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21';
    expect(wrapKey(kek, key).toString('hex')).toBe(wrapped);
    expect(wrapKeyForClass(4, kek, key).toString('hex')).toBe(`04000000${wrapped}`);
  });

  it('matches the published keybag of hashcat mode 14800', () => {
    const kek = hex('ca1bdd8196307fe1e2ed421321267d96e2988bf12f736035192cfed20ec823ea');
    const classKey = hex('2ed7042e87b50000fa6ba698661c000013194470a1f70000c35bd72ce0360000');
    expect(wrapKey(kek, classKey).toString('hex')).toBe(
      '17a3b858e79bc273be43a9f113b71efe7ec8e7e401396b350180b4592ef45db67ffef7b2d64329a5',
    );
  });
});

describe('fileCipher', () => {
  it('pads by PKCS#7 unless padding is off', () => {
    const key = Buffer.alloc(32, 9);
    const run = (length: number, padding?: boolean): number => {
      const cipher = fileCipher(key, padding);
      return Buffer.concat([cipher.update(Buffer.alloc(length)), cipher.final()]).length;
    };
    expect([0, 15, 16, 17].map((length) => run(length))).toEqual([16, 16, 32, 32]);
    expect(run(32, false)).toBe(32);
  });
});

/** Tag and value of each TLV record. */
function records(bytes: Buffer): [string, Buffer][] {
  const found: [string, Buffer][] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at + 4);
    found.push([bytes.toString('latin1', at, at + 4), bytes.subarray(at + 8, at + 8 + length)]);
    at += 8 + length;
  }
  return found;
}

describe('writeKeybag', () => {
  it('wraps class keys with the password, in both stages', async () => {
    const bag = await writeKeybag({ seed: 1, password: 'pässword', derivation: 'two-stage', dpic: 50, iter: 20 });
    const tags = records(bag.bytes);
    const header = new Map(tags.slice(0, 10));
    const at = (tag: string): Buffer => header.get(tag) as Buffer;
    expect([...header.keys()]).toEqual([
      'VERS',
      'TYPE',
      'UUID',
      'HMCK',
      'WRAP',
      'SALT',
      'ITER',
      'DPWT',
      'DPIC',
      'DPSL',
    ]);
    const first = pbkdf2Sync('pässword', at('DPSL'), at('DPIC').readUInt32BE(), 32, 'sha256');
    const kek = pbkdf2Sync(first, at('SALT'), at('ITER').readUInt32BE(), 32, 'sha1');
    expect(kek).toEqual(bag.keyEncryptionKey);

    const opened = new Map<number, Buffer>();
    for (let index = 10; index < tags.length; index += 5) {
      const [, protectionClass] = tags[index + 1] as [string, Buffer];
      const [, wrap] = tags[index + 2] as [string, Buffer];
      const [, wrapped] = tags[index + 4] as [string, Buffer];
      if (wrap.readUInt32BE() !== 2) continue;
      const decipher = createDecipheriv('id-aes256-wrap', kek, Buffer.alloc(8, 0xa6));
      opened.set(protectionClass.readUInt32BE(), Buffer.concat([decipher.update(wrapped), decipher.final()]));
    }
    expect(opened).toEqual(bag.classKeys);
    expect([...opened.keys()].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 6, 7, 8]);
  });

  it('has one class that only the device can unwrap', async () => {
    const bag = await writeKeybag({ seed: 1, password: 'x', derivation: 'one-stage', iter: 10 });
    const wraps = records(bag.bytes)
      .filter(([tag]) => tag === 'WRAP')
      .slice(1);
    expect(wraps.filter(([, value]) => value.readUInt32BE() === 1)).toHaveLength(1);
    expect(records(bag.bytes).some(([tag]) => tag === 'DPSL')).toBe(false);
  });

  it('returns no keys without a password', async () => {
    const bag = await writeKeybag({ seed: 1, derivation: 'two-stage' });
    expect(bag.classKeys.size).toBe(0);
    expect(records(bag.bytes).filter(([tag]) => tag === 'WPKY')).toHaveLength(11);
  });

  it('declares another iteration count, like a hostile keybag', async () => {
    const bag = await writeKeybag({ seed: 1, password: 'x', derivation: 'two-stage', dpic: 5, declaredDpic: 2 ** 31 });
    expect(new Map(records(bag.bytes)).get('DPIC')?.readUInt32BE()).toBe(2 ** 31);
  });
});

describe('seeded randomness', () => {
  it('repeats, and differs by seed and label', () => {
    const draw = (seed: number, label: string): number[] => {
      const random = seededRandom(seed, label);
      return [random.below(1000), random.below(1000), random.below(1000)];
    };
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
    expect(derivedBytes('s', 'l', 100)).toHaveLength(100);
  });

  it('makes version 4 UUIDs', () => {
    const pattern = /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/;
    const random = seededRandom(5, 'uuid');
    for (let index = 0; index < 200; index++) expect(random.uuid()).toMatch(pattern);
    expect(formatUuid(Buffer.alloc(16, 0xff))).toMatch(pattern);
  });

  it('shuffles without losing items', () => {
    const items = Uint32Array.from({ length: 1000 }, (_, index) => index);
    seededRandom(1, 'shuffle').shuffle(items);
    expect(items).not.toEqual(items.toSorted());
    expect(new Set(items).size).toBe(1000);
  });
});
