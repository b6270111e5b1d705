import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackup } from '../../backup/index.ts';
import { writeDemoBackup } from '../demo-backup.ts';
import { writeMessagesDatabase } from '../messages/messages-database.ts';
import { writeGif } from './drawn.ts';

describe('the demo that people look at', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-story-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('has everyday talk, and nothing that only tests look for', () => {
    const path = join(folder, 'sms.db');
    const { counts, needles } = writeMessagesDatabase(path, { seed: 1, size: 1500, story: true });
    expect(needles).toEqual([]);
    expect(Object.keys(counts).filter((name) => /hostile|unknown|orphan|needle/.test(name))).toEqual([]);
    for (const name of ['contact-card', 'location-card', 'genmoji', 'moving-sticker', 'poll', 'edited'])
      expect(counts[name], name).toBeGreaterThan(0);
    const db = new DatabaseSync(path, { readOnly: true });
    const texts = db.prepare('SELECT text FROM message WHERE text IS NOT NULL').all();
    db.close();
    expect(texts.length).toBeGreaterThan(0);
    expect(JSON.stringify(texts)).not.toMatch(/needle|xss|DROP TABLE|nobody knows|synthetic/i);
  });

  it('has pictures that decode, and sounds and films that are what they say', async () => {
    const at = join(folder, 'backup');
    await writeDemoBackup(at, { story: true, messages: 300, photos: 24, whatsapp: 100, contacts: 10 });
    const backup = await openBackup(at);
    try {
      const heads = new Map<string, Buffer>();
      for (const entry of backup.manifest.match('*', '**')) {
        const extension = /\.(jpe?g|mov|mp4|opus|wav|gif)$/i.exec(entry.relativePath)?.[1]?.toLowerCase();
        if (extension === undefined || entry.kind !== 'file') continue;
        const file = await backup.open(entry).catch(() => null);
        if (file === null) continue;
        heads.set(extension, Buffer.from(await file.read(0, 2_000_000)));
        await file.close();
      }
      expect([...heads.keys()].toSorted()).toEqual(expect.arrayContaining(['jpg', 'mov', 'opus', 'wav']));
      expect(await sharp(heads.get('jpg')).metadata()).toMatchObject({ format: 'jpeg' });
      expect(heads.get('mov')?.toString('latin1', 4, 8)).toBe('ftyp');
      expect(heads.get('opus')?.toString('latin1', 0, 4)).toBe('OggS');
      expect(heads.get('wav')?.length).toBeGreaterThan(40_000);
    } finally {
      await backup.close();
    }
  });

  it('has a sticker that moves', async () => {
    expect(await sharp(writeGif(), { animated: true }).metadata()).toMatchObject({
      format: 'gif',
      pages: 8,
      width: 64,
    });
    const { data } = await sharp(writeGif()).raw().toBuffer({ resolveWithObject: true });
    expect(new Set(data).size).toBeGreaterThan(3);
  });
});
