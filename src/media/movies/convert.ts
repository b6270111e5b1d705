import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Sandbox } from '../../backup/index.ts';
import type { BackupFile } from '../../backup/types.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { writeInput, writePosterInput } from './input-file.ts';
import { demuxerFor, factsOf } from './input-formats.ts';
import { startFfmpeg } from './run-ffmpeg.ts';

/** A conversion request. */
export interface MovieOrder {
  readonly file: BackupFile;
  readonly contentType: string;
  readonly ffmpeg: string;
  readonly tempPath: string;
  readonly signal: AbortSignal;
}

/** Timeouts. A picture takes a second, an hour of sound about ten; a movie is sent only as fast as it is watched. */
const POSTER_MS = 60_000;
const SOUND_MS = 10 * 60_000;
const MOVIE_MS = 4 * 3_600_000;
/** Sound kept in memory: four hours. */
const MAX_SOUND_BYTES = 128 * 1024 * 1024;
/** Maximum size of a poster; 8K has 33 million pixels. */
const MAX_POSTER_BYTES = 64 * 1024 * 1024;

/**
 * The first picture of a movie as a full-size JPEG.
 * @throws MALFORMED_MEDIA, UNSUPPORTED_MEDIA, CANCELLED, DISK_FULL
 */
export async function posterOf(order: MovieOrder): Promise<Uint8Array> {
  const { file, contentType, ffmpeg: program, signal } = order;
  const demuxer = demuxerFor(contentType);
  return inSandbox(order.tempPath, async (folder) => {
    await writePosterInput(file, await factsOf(file, demuxer), folder, signal);
    // Decodes only key frames, up to the first decodable one.
    const reading = ['-skip_frame', 'nokey'];
    const writing = ['-map', '0:v:0', '-frames:v', '1', '-q:v', '3', '-f', 'image2pipe', '-c:v', 'mjpeg', 'pipe:1'];
    const { output, done } = startFfmpeg({ program, folder, demuxer, reading, writing, timeoutMs: POSTER_MS }, signal);
    const picture = await collect(output, MAX_POSTER_BYTES);
    await done;
    if (picture.length === 0) throw new DomainError('MALFORMED_MEDIA', msg('detail.movie-without-picture'));
    return picture;
  });
}

/** Sound as AAC in an M4A file, which every browser plays. @throws like {@link posterOf}, LIMIT_EXCEEDED */
export async function soundOf(order: MovieOrder): Promise<Uint8Array> {
  const { file, contentType, ffmpeg: program, signal } = order;
  const demuxer = demuxerFor(contentType);
  return inSandbox(order.tempPath, async (folder) => {
    await writeInput(file, folder, signal);
    const name = 'output.m4a';
    const limit = ['-fs', String(MAX_SOUND_BYTES)];
    const writing = ['-vn', '-map', '0:a:0', '-c:a', 'aac', '-b:a', '96k', '-movflags', '+faststart', ...limit, name];
    const { output, done } = startFfmpeg({ program, folder, demuxer, writing, timeoutMs: SOUND_MS }, signal);
    output.resume();
    await done;
    const { size } = await stat(join(folder, name));
    if (size >= MAX_SOUND_BYTES) throw new DomainError('LIMIT_EXCEEDED', msg('detail.recording-too-long'));
    return readFile(join(folder, name));
  });
}

/**
 * A movie as MP4 (H.264, AAC), streamed during conversion: playback starts immediately, but seeking is not possible.
 */
export async function movieOf(order: MovieOrder): Promise<Readable> {
  const { file, contentType, ffmpeg: program, signal } = order;
  const demuxer = demuxerFor(contentType);
  const sandbox = await Sandbox.open(order.tempPath);
  try {
    const folder = await sandbox.dir();
    const facts = await factsOf(file, demuxer);
    await writeInput(file, folder, signal);
    const video = facts?.codecs[0] === 'avc1' ? ['-c:v', 'copy'] : ENCODED_VIDEO;
    const streamed = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4', 'pipe:1'];
    const writing = ['-map', '0:v:0', '-map', '0:a:0?', ...video, '-c:a', 'aac', '-ac', '2', ...streamed];
    const viewer = new AbortController();
    const either = AbortSignal.any([signal, viewer.signal]);
    const { output, done } = startFfmpeg({ program, folder, demuxer, writing, timeoutMs: MOVIE_MS }, either);
    const stream = Readable.from(untilDone(output, done), { objectMode: false });
    // Also covers a viewer who leaves before the first byte, when the generator has not started.
    stream.once('close', () => {
      viewer.abort();
      output.destroy();
      void done.catch(() => {}).finally(() => sandbox.dispose());
    });
    return stream;
  } catch (error) {
    sandbox.dispose();
    throw error;
  }
}

/** At most 1080 lines, because the conversion must keep up with the viewer. */
const H264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'];
const ENCODED_VIDEO = H264.concat('-vf', "scale=-2:'min(1080,trunc(ih/2)*2)'");

/** The output of ffmpeg. A failure breaks the stream, so that a partial movie is not mistaken for a complete one. */
async function* untilDone(output: Readable, done: Promise<void>): AsyncGenerator<Buffer, void, undefined> {
  yield* output;
  await done;
}

async function inSandbox<T>(tempPath: string, use: (folder: string) => Promise<T>): Promise<T> {
  const sandbox = await Sandbox.open(tempPath);
  try {
    return await use(await sandbox.dir());
  } finally {
    sandbox.dispose();
  }
}

async function collect(stream: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new DomainError('LIMIT_EXCEEDED', msg('detail.movie-picture-too-large'));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
