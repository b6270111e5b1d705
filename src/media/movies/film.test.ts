import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { firstOnly } from '../../../test/support/first-only.ts';
import type { BackupFile } from '../../backup/types.ts';
import { createMedia, type Media, type MediaSource } from '../media.ts';
import type { FilmLimits } from './film.ts';
import { findFfmpeg } from './find-ffmpeg.ts';

const FFMPEG = await findFfmpeg();
const FFPROBE = join(dirname(FFMPEG ?? ''), 'ffprobe');
const areThere = FFMPEG !== null && existsSync(FFPROBE);
const run = promisify(execFile);
const never = new AbortController().signal;

function source(name: string, bytes: Buffer): MediaSource {
  const file = {
    entry: { relativePath: name },
    size: bytes.length,
    read: async (position: number, length: number) => bytes.subarray(position, position + length),
    async *stream({ start = 0, end = bytes.length } = {}) {
      yield bytes.subarray(start, end);
    },
    close: async () => {},
  };
  return { key: `backup ${name}`, open: async () => file as unknown as BackupFile };
}

const X265 = ['-c:v', 'libx265', '-x265-params', 'log-level=none', '-tag:v', 'hvc1', '-pix_fmt', 'yuv420p10le'];
const X264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p'];
const AAC = ['-c:a', 'aac'];

describe.skipIf(!areThere)('films, converted by the real ffmpeg', () => {
  firstOnly();
  let folder: string;
  let temp: string;
  let media: Media;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aj-film-'));
    temp = join(folder, 'temp');
    await mkdir(temp);
  });
  afterEach(() => media.close());
  afterAll(() => rm(folder, { recursive: true }));

  const open = (filmLimits?: FilmLimits): Media => {
    media = createMedia({ tempPath: temp, ffmpeg: FFMPEG, ...(filmLimits === undefined ? {} : { filmLimits }) });
    return media;
  };

  /** Two seconds of a test picture and a tone. */
  async function shot(name: string, codecs: readonly string[], size = '320x180'): Promise<Buffer> {
    const path = join(folder, name);
    const picture = ['-f', 'lavfi', '-i', `testsrc=s=${size}:r=15:d=2`];
    const tone = ['-f', 'lavfi', '-i', 'sine=d=2:r=8000'];
    await run(FFMPEG ?? '', ['-v', 'error', '-y', ...picture, ...tone, ...codecs, path]);
    return readFile(path);
  }

  async function convert(media: Media, name: string, bytes: Buffer): Promise<Buffer> {
    const film = await media.film(source(name, bytes), never);
    try {
      return Buffer.concat((await Array.fromAsync(film.stream())) as Buffer[]);
    } finally {
      film.close();
    }
  }

  /** What ffprobe says of a film. */
  async function probed(bytes: Buffer): Promise<{ streams: string[]; seconds: number }> {
    const path = join(folder, 'probed.mp4');
    await writeFile(path, bytes);
    const fields = 'format=duration:stream=codec_name,pix_fmt,width,height,channels';
    const args = ['-v', 'error', '-show_entries', fields, '-of', 'json', path];
    const { stdout } = await run(FFPROBE, args);
    const said = JSON.parse(stdout) as {
      streams: { codec_name: string; pix_fmt?: string; width?: number; height?: number; channels?: number }[];
      format: { duration: string };
    };
    return {
      streams: said.streams.map(({ codec_name, pix_fmt, width, height, channels }) =>
        [codec_name, ...(pix_fmt === undefined ? [`${channels}ch`] : [pix_fmt, `${width}x${height}`])].join(' '),
      ),
      seconds: Math.round(Number(said.format.duration)),
    };
  }
  const left = (): Promise<string[]> => readdir(temp);

  it.each<[name: string, codecs: string[], size?: string]>([
    ['hevc.mov', [...X265, ...AAC]],
    ['hevc.mp4', [...X265, ...AAC]],
    ['prores.mov', ['-c:v', 'prores', '-c:a', 'pcm_s16le']],
    ['mjpeg.mov', ['-c:v', 'mjpeg', '-c:a', 'pcm_s16le']],
    ['h263.3gp', ['-c:v', 'h263', ...AAC], '352x288'],
    ['xvid.avi', ['-c:v', 'mpeg4', '-c:a', 'adpcm_ms']],
    ['hevc.mkv', [...X265, ...AAC]],
    ['old.wmv', ['-c:v', 'wmv2', '-c:a', 'wmav2', '-ar', '16000']],
    ['old.mpg', ['-c:v', 'mpeg2video', '-r', '25', '-c:a', 'mp2', '-ar', '32000']],
  ])('%s becomes H.264 and AAC with the index in front', async (name, codecs, size = '320x180') => {
    const bytes = await shot(name, codecs, size);
    const media = open();
    expect(await media.needsFilm(source(name, bytes))).toBe(true);
    const made = await convert(media, name, bytes);
    expect(await probed(made)).toEqual({ streams: [`h264 yuv420p ${size}`, 'aac 2ch'], seconds: 2 });
    expect(made.indexOf('moov')).toBeLessThan(made.indexOf('mdat'));
    expect(await left()).toEqual([]);
  });

  it('of H.264 keep its pictures as they are', async () => {
    const bytes = await shot('pcm.mov', [...X264, '-c:a', 'pcm_s16le']);
    const media = open();
    expect(await media.needsFilm(source('pcm.mov', bytes))).toBe(true);
    const made = join(folder, 'made.mp4');
    await writeFile(made, await convert(media, 'pcm.mov', bytes));
    const pictures = async (path: string): Promise<string> =>
      (await run(FFMPEG ?? '', ['-v', 'error', '-i', path, '-map', '0:v', '-c', 'copy', '-f', 'md5', '-'])).stdout;
    expect(await pictures(made)).toBe(await pictures(join(folder, 'pcm.mov')));
  });

  it('are not needed for H.264 and AAC, nor for what is no film', async () => {
    const media = open();
    const plain = await shot('plain.mov', [...X264, ...AAC]);
    expect(await media.needsFilm(source('plain.mov', plain))).toBe(false);
    expect(await media.needsFilm(source('a.webm', await shot('a.webm', ['-c:v', 'libvpx', '-an'])))).toBe(false);
    expect(await media.needsFilm(source('a.mov', Buffer.from('\xff\xd8\xff', 'latin1')))).toBe(false);
  });

  it('and sound without samples are refused', async () => {
    const media = open();
    await expect(media.sound(source('1.amr', Buffer.from('#!AMR\n')), never)).rejects.toMatchObject({
      code: 'MALFORMED_MEDIA',
    });
  });

  it('of a portrait have at most 1080 pixels on the shorter side, both even', async () => {
    const bytes = await shot('tall.mov', ['-c:v', 'mjpeg', '-an', '-t', '0.2'], '1215x2161');
    expect((await probed(await convert(open(), 'tall.mov', bytes))).streams).toEqual(['h264 yuv420p 1080x1920']);
    const odd = await shot('odd.mov', ['-c:v', 'mjpeg', '-an', '-t', '0.2'], '321x181');
    expect((await probed(await convert(open(), 'odd.mov', odd))).streams).toEqual(['h264 yuv420p 320x180']);
  });

  it('of a truncated film have what is there of it, or are refused', async () => {
    const whole = await shot('whole.mov', [
      '-c:v',
      'mjpeg',
      '-q:v',
      '2',
      '-c:a',
      'pcm_s16le',
      '-movflags',
      'faststart',
    ]);
    const half = await convert(open(), 'half.mov', whole.subarray(0, whole.length / 2));
    expect((await probed(half)).streams).toEqual(['h264 yuv420p 320x180', 'aac 2ch']);
    const noIndex = (await shot('end.mov', [...X265, ...AAC])).subarray(0, 5000);
    expect(await media.needsFilm(source('end.mov', noIndex))).toBe(true);
    await expect(media.film(source('end.mov', noIndex), never)).rejects.toMatchObject({ code: 'MALFORMED_MEDIA' });
    expect(await left()).toEqual([]);
  });

  it('are never made of files that a playlist names', async () => {
    const secret = join(folder, 'secret.mp4');
    await shot('secret.mp4', [...X264, ...AAC]);
    const lists = [
      `ffconcat version 1.0\nfile '${secret}'\n`,
      `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:2,\nfile://${secret}\n#EXT-X-ENDLIST\n`,
      `<?xml version="1.0"?><MPD><BaseURL>file://${secret}</BaseURL></MPD>`,
    ];
    const media = open();
    for (const name of ['a.mov', 'a.mp4', 'a.avi', 'a.mkv', 'a.3gp']) {
      for (const list of lists) {
        const made = media.film(source(name, Buffer.from(list)), never);
        await expect(made).rejects.toMatchObject({ code: expect.stringMatching(/^(?:MALFORMED|UNSUPPORTED)_MEDIA$/) });
      }
    }
    // With the signature of an AVI or a Matroska file before it.
    for (const head of ['RIFF\x10\0\0\0AVI LIST', '\x1aE\xdf\xa3']) {
      const bytes = Buffer.from(`${head}\n${lists[0]}`, 'latin1');
      await expect(media.film(source('a', bytes), never)).rejects.toMatchObject({ code: 'MALFORMED_MEDIA' });
    }
    expect(await left()).toEqual([]);
  });

  it('end at limits of size, time and pixels, and leave nothing behind', async () => {
    const bytes = await shot('limits.mov', ['-c:v', 'mjpeg', '-q:v', '2', '-c:a', 'pcm_s16le']);
    const refused = (limits: FilmLimits, detail: string) =>
      expect(open(limits).film(source('limits.mov', bytes), never)).rejects.toMatchObject({
        code: 'LIMIT_EXCEEDED',
        detail: { code: detail },
      });
    await refused({ maxBytes: bytes.length - 1, timeoutMs: 60_000 }, 'detail.movie-too-large');
    await refused({ maxBytes: 4 * bytes.length, timeoutMs: 1 }, 'detail.conversion-too-slow');
    const noise = ['-filter:v', 'noise=alls=100:allf=t', ...X265, '-crf', '51', '-an'];
    const small = await shot('noise.mov', noise, '640x360');
    const made = open({ maxBytes: small.length + 1, timeoutMs: 60_000 }).film(source('noise.mov', small), never);
    await expect(made).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    const huge = await shot('huge.mov', ['-c:v', 'mjpeg', '-an', '-frames:v', '1'], '6400x6400');
    await expect(open().film(source('huge.mov', huge), never)).rejects.toMatchObject({ code: 'MALFORMED_MEDIA' });
    expect(await left()).toEqual([]);
  });

  it('stop when nobody waits for them', async () => {
    const bytes = await shot('long.mov', ['-c:v', 'mjpeg', '-an'], '1920x1080');
    const controller = new AbortController();
    const made = open().film(source('long.mov', bytes), controller.signal);
    setTimeout(() => controller.abort(), 50);
    await expect(made).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect.poll(left).toEqual([]);
  });
});
