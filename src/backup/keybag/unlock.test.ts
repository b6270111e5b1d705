import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus, usesCorpus } from '../../../test/corpus.ts';
import { itForSome } from '../../../test/support/some-rows.ts';
import { writeKeybag } from '../../synthetic/backup-folder/keybag-writer.ts';
import { deriveKek, tryVariants } from './derive.ts';
import { unwrapKey } from './key-wrap.ts';
import { unlockKeybag } from './unlock.ts';

interface Vector {
  source: string;
  password: string;
  wpky: string;
  iter: number;
  salt: string;
  dpic: number | null;
  dpsl: string | null;
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describe('unwrapKey', () => {
  it('unwraps the key of RFC 3394 §4.6', () => {
    const kek = hex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
    const wrapped = hex('28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21');
    expect(unwrapKey(kek, wrapped)?.toString('hex')).toBe(
      '00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f',
    );
    wrapped.writeUInt8(1, 39);
    expect(unwrapKey(kek, wrapped)).toBeNull();
    expect(unwrapKey(kek, wrapped.subarray(0, 32))).toBeNull();
  });
});

describe("hashcat's published examples", () => {
  it.each([
    [
      'two stages',
      '17a3b858e79bc273be43a9f113b71efe7ec8e7e401396b350180b4592ef45db67ffef7b2d64329a5',
      '2721336781705041205314422175267631184867',
      { salt: hex('99fafc983e732998adb9fadc162a2e382143f115'), rounds: 1000 },
      '2ed7042e87b50000fa6ba698661c000013194470a1f70000c35bd72ce0360000',
    ],
    [
      'one stage',
      'b8e3f3a970239b22ac199b622293fe4237b9d16e74bad2c3c3568cd1bd3c471615a6c4f867265642',
      '4542263740587424862267232255853830404566',
      null,
      'ef6350dc7dd100005d63c19758080000d16b7de7ab7300000f6187b152020000',
    ],
  ])('%s', async (_title, wrapped, salt, firstStage, classKey) => {
    const kek = await deriveKek(Buffer.from('hashcat'), {
      firstStage,
      secondStage: { salt: hex(salt), rounds: 10_000 },
      classes: [],
    });
    if (firstStage !== null) {
      expect(kek.toString('hex')).toBe('ca1bdd8196307fe1e2ed421321267d96e2988bf12f736035192cfed20ec823ea');
    }
    expect(unwrapKey(kek, hex(wrapped))?.toString('hex')).toBe(classKey);
  });
});

describeCorpus('keybag vectors of the corpus', () => {
  const path = corpusPath('keybag-vectors/itunes_backup_keybag_vectors.json');
  const { vectors } = usesCorpus
    ? (JSON.parse(readFileSync(path, 'utf8')) as { readonly vectors: readonly Vector[] })
    : { vectors: [] };

  itForSome(vectors, ({ dpic }) => dpic === null || dpic <= 10_000)(
    '$source',
    async ({ password, wpky, iter, salt, dpic, dpsl }) => {
      const keybag = {
        firstStage: dpsl === null || dpic === null ? null : { salt: hex(dpsl), rounds: dpic },
        secondStage: { salt: hex(salt), rounds: iter },
        classes: [],
      };
      expect(unwrapKey(await deriveKek(Buffer.from(password), keybag), hex(wpky))?.length).toBe(32);
      // Use vectors with Apple's real number of rounds only once.
      if (dpic !== null && dpic > 10_000) return;
      expect(unwrapKey(await deriveKek(Buffer.from(`${password} `), keybag), hex(wpky))).toBeNull();
    },
  );
});

describe('unlockKeybag', () => {
  it('returns only the keys that the password wraps', async () => {
    const { bytes, classKeys } = await writeKeybag({ seed: 3, password: 'hunter2', derivation: 'two-stage' });
    const keys = await unlockKeybag(bytes, 'hunter2');
    for (const [protectionClass, key] of classKeys) expect(keys.get(protectionClass)).toEqual(key);
    expect(keys.get(11)).toBeUndefined();
  });

  it.each(['Hunter2', 'hunter2 ', '', 'hunter'])('refuses %j', async (wrong) => {
    const { bytes } = await writeKeybag({ seed: 3, password: 'hunter2', derivation: 'one-stage' });
    await expect(unlockKeybag(bytes, wrong)).rejects.toMatchObject({ code: 'WRONG_PASSWORD' });
  });

  it('skips a damaged class', async () => {
    const { bytes } = await writeKeybag({ seed: 3, password: 'hunter2', derivation: 'one-stage' });
    const damaged = Buffer.from(bytes);
    damaged.writeUInt8(0x55, damaged.lastIndexOf('WPKY') + 20);
    const keys = await unlockKeybag(damaged, 'hunter2');
    expect(keys.get(1)).toBeUndefined();
    expect(keys.get(2)?.length).toBe(32);
  });

  it('tries the other Unicode normal form only if it differs', async () => {
    const { bytes } = await writeKeybag({ seed: 3, password: 'Zoe\u0308', derivation: 'one-stage' });
    expect((await unlockKeybag(bytes, 'Zo\u00eb')).get(4)?.length).toBe(32);
  });

  it.each([
    'plain ascii',
    'Zo\u00eb',
    'Zoe\u0308',
    '\ud55c\uae00',
    '\u1112\u1161\u11ab',
    'o\u0302\u0323\ud83d\ude00',
    '\u0344 \ufb01',
  ])('tries each normal form of %j once, as JavaScript normalises it, and overwrites it', async (password) => {
    const tried: Uint8Array[] = [];
    const seen: string[] = [];
    await tryVariants(Buffer.from(password), (variant) => {
      tried.push(variant);
      seen.push(Buffer.from(variant).toString());
      return null;
    });
    expect(seen).toEqual([...new Set([password, password.normalize('NFC'), password.normalize('NFD')])]);
    expect(tried.every((variant) => variant.every((byte) => byte === 0))).toBe(true);
  });

  it('reports a keybag without a class wrapped by a password', async () => {
    const { bytes } = await writeKeybag({ seed: 3, derivation: 'one-stage' });
    await expect(unlockKeybag(bytes, 'x')).rejects.toMatchObject({ code: 'MALFORMED_KEYBAG' });
  });
});
