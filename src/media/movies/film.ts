import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { systemErrorCode } from '../../backup/file/io-error.ts';
import { Sandbox } from '../../backup/index.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { MovieOrder } from './convert.ts';
import { writeInput } from './input-file.ts';
import { demuxerFor, factsOf } from './input-formats.ts';
import { INPUT, noRoom, startFfmpeg } from './run-ffmpeg.ts';

/** A film that was converted completely. It is in a sandbox until it is closed. */
export interface Film {
  /** Its bytes, once. */
  stream(): Readable;
  /** Removes it. */
  close(): void;
}

/** Limits of a film, and of its MP4. */
export interface FilmLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** An hour of conversion is about an hour of film; 4 GiB are ten minutes of ProRes, or an hour of 4K. */
const LIMITS: FilmLimits = { maxBytes: 4 * 1024 ** 3, timeoutMs: 3_600_000 };
/** Largest decoded picture: 8K has 33 million pixels. A header may claim any size, and memory grows with it. */
const MAX_PIXELS = 36_000_000;
const OUTPUT = 'output.mp4';

/** The shorter side has at most 1080 pixels, and both are even, as yuv420p demands. */
const SCALE = [
  "scale=w='if(gt(iw,ih),-2,trunc(min(1080,iw)/2)*2)'",
  "h='if(gt(iw,ih),trunc(min(1080,ih)/2)*2,-2)'",
  // MJPEG has the full range of values, which yuv420p would keep.
  'out_range=tv',
].join(':');
const ENCODED = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p', '-vf', SCALE];

/**
 * A film as a complete MP4 (H.264, AAC) with its index in front, so that it can be sought and starts at once. H.264 is
 * copied.
 * @throws MALFORMED_MEDIA, UNSUPPORTED_MEDIA, CONVERTER_MISSING, LIMIT_EXCEEDED, CANCELLED, DISK_FULL
 */
export async function filmOf(order: MovieOrder, { maxBytes, timeoutMs } = LIMITS): Promise<Film> {
  const { file, contentType, ffmpeg: program, signal } = order;
  const demuxer = demuxerFor(contentType);
  if (file.size > maxBytes) throw tooLarge();
  const sandbox = await Sandbox.open(order.tempPath);
  try {
    const folder = await sandbox.dir();
    const facts = await factsOf(file, demuxer);
    await writeInput(file, folder, signal);
    const video = facts?.codecs.includes('avc1') === true ? ['-c:v', 'copy'] : ENCODED;
    // V: not the cover of a recording.
    const streams = ['-map', '0:V:0?', '-map', '0:a:0?', ...video, '-c:a', 'aac', '-b:a', '128k', '-ac', '2'];
    const writing = [...streams, '-movflags', '+faststart', '-fs', String(maxBytes), '-f', 'mp4', OUTPUT];
    const reading = ['-max_pixels', String(MAX_PIXELS)];
    const { output, done } = startFfmpeg({ program, folder, demuxer, reading, writing, timeoutMs }, signal);
    output.resume();
    await done;
    await rm(join(folder, INPUT));
    const { size } = await stat(join(folder, OUTPUT));
    if (size >= maxBytes) throw tooLarge();
    return { stream: () => createReadStream(join(folder, OUTPUT)), close: () => sandbox.dispose() };
  } catch (error) {
    sandbox.dispose();
    throw systemErrorCode(error) === 'ENOSPC' ? noRoom(error) : error;
  }
}

function tooLarge(): DomainError {
  return new DomainError('LIMIT_EXCEEDED', msg('detail.movie-too-large'));
}
