import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullOnly } from '../../../test/support/depth.ts';
import { type Backup, openBackup } from '../../backup/index.ts';
import { writeDemoBackup } from '../demo-backup.ts';
import { writeMessagesDatabase } from '../messages/messages-database.ts';
import { writePhotosDatabase } from '../photos/photos-database.ts';
import { writeGif } from './drawn.ts';
import { STORY_SECONDS } from './retell.ts';

/** Seconds of a film or sound of the demo: the header of the whole file (ISO/IEC 14496-12, `mvhd`). */
function lengthOf(name: string): number {
  const bytes = readFileSync(new URL(`../../../assets/demo/${name}`, import.meta.url));
  const at = bytes.indexOf('mvhd', 0, 'latin1');
  return bytes.readUInt32BE(at + 20) / bytes.readUInt32BE(at + 16);
}

/** For `JSON.stringify`: values of SQLite as they can be searched for texts. */
function plainly(_name: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return typeof value === 'bigint' ? Number(value) : value;
}

/** Copies of the databases of an unencrypted backup. */
async function databasesOf(backup: Backup, folder: string) {
  const found: { entry: string; copy: string }[] = [];
  for (const entry of backup.manifest.match('*', '**')) {
    if (entry.kind !== 'file' || !/\.(?:db|sqlite|sqlitedb|storedata)$/.test(entry.relativePath)) continue;
    const file = await backup.open(entry).catch(() => null);
    if (file === null) continue;
    const copy = join(folder, `copy-${found.length}.db`);
    await writeFile(copy, await file.read(0, 50_000_000));
    await file.close();
    found.push({ entry: entry.relativePath, copy });
  }
  return found;
}

describe('the demo that people look at', fullOnly, () => {
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

  it('has cards, files, notes, events and chats that people could have', async () => {
    const at = join(folder, 'people');
    await writeDemoBackup(at, { story: true, messages: 800, whatsapp: 300, contacts: 20, notes: 40, events: 40 });
    const backup = await openBackup(at);
    const texts: string[] = [];
    try {
      for (const { entry, copy } of await databasesOf(backup, folder)) {
        const db = new DatabaseSync(copy, { readOnly: true });
        const tables = db
          .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'")
          .all();
        for (const { name } of tables) {
          const rows = db.prepare(`SELECT * FROM "${String(name)}"`);
          rows.setReadBigInts(true);
          texts.push(`${entry}: ${JSON.stringify(rows.all(), plainly)}`);
        }
        db.close();
      }
    } finally {
      await backup.close();
    }
    expect(texts.join('')).toContain('Grandma');
    expect(texts.join('\n')).not.toMatch(
      /<b>|<script|Company \d|Agenda \d|Not sent yet|Deleted group|A heading|Codes nobody|"ZGROUPEVENTTYPE":68/,
    );
  });

  it('names the length of the films and sounds that play', () => {
    const path = join(folder, 'Photos.sqlite');
    writePhotosDatabase(path, { seed: 1, size: 40, story: true });
    const db = new DatabaseSync(path, { readOnly: true });
    const lengths = db.prepare('SELECT DISTINCT ZDURATION AS seconds FROM ZASSET WHERE ZKIND = 1').all();
    db.close();
    expect(lengths).toEqual([{ seconds: lengthOf('film-1.mp4') }]);
    expect(lengthOf('film-2.mp4')).toBe(STORY_SECONDS.film);
    expect(Math.floor(lengthOf('tune.m4a'))).toBe(STORY_SECONDS.voice);
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
