import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** One ffmpeg call: an input file, and an output file or stream. */
export interface FfmpegCall {
  /** Path of the program. */
  readonly program: string;
  /** The sandbox used as working directory; input and output have fixed names there. */
  readonly folder: string;
  readonly demuxer: string;
  /** Options before the input. */
  readonly reading?: readonly string[];
  /** Options of the output, followed by its name. */
  readonly writing: readonly string[];
  /** Time limit. */
  readonly timeoutMs: number;
}

/** Name of the input in the folder. */
export const INPUT = 'input';

/** Maximum length of ffmpeg's error messages kept for the log. */
const MAX_MESSAGE = 2000;

/** A running ffmpeg process. */
export interface RunningFfmpeg {
  /** Data written to `pipe:1`. */
  readonly output: Readable;
  /** Resolves when ffmpeg has succeeded. @throws MALFORMED_MEDIA, CONVERTER_MISSING, CANCELLED, LIMIT_EXCEEDED, DISK_FULL */
  readonly done: Promise<void>;
}

/** The error of a sandbox that is full: a film may be larger than it, though all else has room. */
export function noRoom(cause: unknown): DomainError {
  return new DomainError('DISK_FULL', msg('detail.no-room-to-convert'), { cause });
}

/** Starts ffmpeg; `signal` kills it. It can only read the one local input file. */
export function startFfmpeg(call: FfmpegCall, signal: AbortSignal): RunningFfmpeg {
  const { program, folder, demuxer, reading = [], writing, timeoutMs } = call;
  // Without `empty_output`, a recording of nothing is converted to a file of nothing, which players show as playable.
  const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-abort_on', 'empty_output', '-y', '-threads', '1'];
  // A movie may reference other files or URLs for its samples, so only the file protocol is allowed.
  const input = ['-protocol_whitelist', 'file', '-f', demuxer, ...reading, '-i', INPUT];
  const args = [...quiet, ...input, '-map_metadata', '-1', '-threads', '1', ...writing];
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
    killSignal: 'SIGKILL',
    signal,
  });
  let messages = '';
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    messages = (messages + text).slice(0, MAX_MESSAGE);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.on('error', reject).on('close', (status) => {
    clearTimeout(limit);
    if (status === 0) resolve();
    else reject(new Error(`ffmpeg ended with ${status ?? 'a signal'}: ${messages}`));
  });
  const done = promise.catch((cause: unknown) => {
    if (signal.aborted) throw new DomainError('CANCELLED', undefined, { cause });
    if (isLate) throw new DomainError('LIMIT_EXCEEDED', msg('detail.conversion-too-slow'), { cause });
    if (messages.includes('No space left on device')) throw noRoom(cause);
    if (messages.includes("Unknown encoder 'libx264'")) {
      throw new DomainError('CONVERTER_MISSING', msg('detail.ffmpeg-without-h264'), { cause });
    }
    throw new DomainError('MALFORMED_MEDIA', msg('detail.ffmpeg-failed'), { cause });
  });
  done.catch(() => {});
  return { output: child.stdout, done };
}
