import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BackupFile } from '../../backup/types.ts';
import { createMedia, type Media, type MediaSource } from '../media.ts';
import { findFfmpeg } from './find-ffmpeg.ts';

const never = new AbortController().signal;
const AMR = Buffer.from('#!AMR\n', 'latin1');
const MOV = Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1');

function source(name: string, bytes: Buffer): MediaSource {
  const file = {
    entry: { relativePath: name },
    size: bytes.length,
    integrity: 'ok',
    read: async (position: number, length: number) => bytes.subarray(position, position + length),
    async *stream({ start = 0, end = bytes.length } = {}) {
      yield bytes.subarray(start, end);
    },
    close: async () => {},
  };
  return { key: `backup ${name}`, open: async () => file as unknown as BackupFile };
}

/** A substitute for ffmpeg, which may not be installed here; behaves as scripted. */
describe.skipIf(process.platform === 'win32')('conversions', () => {
  let folder: string;
  let temp: string;
  let media: Media | null = null;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-convert-'));
    temp = join(folder, 'temp');
  });
  afterEach(() => media?.close());
  afterAll(() => rm(folder, { recursive: true }));

  async function withFfmpeg(script: string): Promise<Media> {
    const path = join(folder, 'ffmpeg');
    await writeFile(
      path,
      `#!/bin/sh\nlog() { printf '%s\\n' "$@" > ${folder}/args; /bin/cp input ${folder}/seen; }\n${script}\n`,
    );
    await chmod(path, 0o755);
    media = createMedia({ tempPath: temp, ffmpeg: path });
    return media;
  }
  const left = async (): Promise<string[]> => await readdir(temp).catch(() => []);

  it('pass the decrypted file to ffmpeg and leave nothing behind', async () => {
    const sound = await (await withFfmpeg('log "$@"; printf made > output.m4a')).sound(source('a.amr', AMR), never);
    expect([Buffer.from(sound.bytes).toString(), sound.contentType]).toEqual(['made', 'audio/mp4']);
    expect(await readFile(join(folder, 'seen'))).toEqual(AMR);
    const args = (await readFile(join(folder, 'args'), 'utf8')).trimEnd().split('\n');
    // The demuxer is fixed and only local files are allowed, so a disguised playlist cannot open anything.
    expect(args.slice(args.indexOf('-protocol_whitelist'), args.indexOf('-i') + 2)).toEqual([
      '-protocol_whitelist',
      'file',
      '-f',
      'amr',
      '-i',
      'input',
    ]);
    expect(await left()).toEqual([]);
  });

  it('run once for the same file', async () => {
    const converter = await withFfmpeg(`echo x >> ${folder}/count; printf made > output.m4a`);
    await Promise.all([1, 2, 3].map(() => converter.sound(source('a.amr', AMR), never)));
    await converter.sound(source('a.amr', AMR), never);
    expect(await readFile(join(folder, 'count'), 'utf8')).toBe('x\n');
    converter.forget('backup ');
    await converter.sound(source('a.amr', AMR), never);
    expect(await readFile(join(folder, 'count'), 'utf8')).toBe('x\nx\n');
  });

  it('that fail report it and leave nothing behind', async () => {
    const converter = await withFfmpeg('echo "Invalid data" >&2; exit 1');
    await expect(converter.sound(source('a.amr', AMR), never)).rejects.toMatchObject({ code: 'MALFORMED_MEDIA' });
    await expect(converter.picture(source('a.mov', MOV), { format: 'jpeg', size: 96 }, never)).rejects.toMatchObject({
      code: 'MALFORMED_MEDIA',
    });
    expect(await left()).toEqual([]);
  });

  it('say that there is no room for them', async () => {
    const full = { code: 'DISK_FULL', detail: { code: 'detail.no-room-to-convert' } };
    const converter = await withFfmpeg('echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1');
    await expect(converter.film(source('a.mov', MOV), never)).rejects.toMatchObject(full);
    const opened = await source('a.mov', MOV).open();
    // oxlint-disable-next-line require-yield -- it only fails
    async function* stream(): AsyncGenerator<Buffer> {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    }
    const broken = { key: 'backup b', open: async () => ({ ...opened, stream }) };
    await expect(converter.film(broken, never)).rejects.toMatchObject(full);
    expect(await left()).toEqual([]);
  });

  it('say that an ffmpeg without H.264 cannot make films', async () => {
    const converter = await withFfmpeg(`echo "Unknown encoder 'libx264'" >&2; exit 1`);
    await expect(converter.film(source('a.mov', MOV), never)).rejects.toMatchObject({ code: 'CONVERTER_MISSING' });
  });

  it('stop when nobody is waiting', async () => {
    const converter = await withFfmpeg(`echo $$ > ${folder}/pid; exec /bin/sleep 60`);
    const controller = new AbortController();
    const made = converter.sound(source('a.amr', AMR), controller.signal);
    const started = (): Promise<number> => readFile(join(folder, 'pid'), 'utf8').then(Number, () => 0);
    await expect.poll(started).toBeGreaterThan(0);
    const pid = await started();
    controller.abort();
    await expect(made).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect.poll(() => isRunning(pid)).toBe(false);
    await expect.poll(left).toEqual([]);
  });

  it('of movies are streamed at the speed of the viewer', async () => {
    const converter = await withFfmpeg('/usr/bin/head -c 5000000 /dev/zero');
    let bytes = 0;
    for await (const chunk of await converter.movie(source('a.mov', MOV), never)) bytes += (chunk as Buffer).length;
    expect(bytes).toBe(5_000_000);
    const stream = await converter.movie(source('a.mov', MOV), never);
    stream.destroy();
    await expect.poll(left).toEqual([]);
  });

  it.each(['text/plain', 'x.bin'])('are not attempted for %s', async (name) => {
    const converter = await withFfmpeg('exit 0');
    await expect(converter.sound(source(name, Buffer.from('x')), never)).rejects.toMatchObject({
      code: 'UNSUPPORTED_MEDIA',
    });
  });
});

describe('findFfmpeg', () => {
  it('searches only absolute folders of the PATH', async () => {
    expect(await findFfmpeg({ PATH: `.:bin:${tmpdir()}/nowhere` })).toBeNull();
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
