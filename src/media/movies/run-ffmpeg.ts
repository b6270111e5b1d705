import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { DomainError } from '../../model/errors.ts';

/** One call of ffmpeg: a file in, a file or a stream out. */
export interface FfmpegCall {
  /** Path of the program. */
  readonly program: string;
  /** The sandbox it works in; input and output have names of ours in it. */
  readonly folder: string;
  readonly demuxer: string;
  /** Options before the input. */
  readonly reading?: readonly string[];
  /** Options of the output, with the name of the output at the end. */
  readonly writing: readonly string[];
  /** The longest it may take. */
  readonly timeoutMs: number;
}

/** Name of the input in the folder. */
export const INPUT = 'input';

/** Words of ffmpeg about a failure that are kept for the log. */
const MAX_WORDS = 2000;

/** ffmpeg at work. */
export interface RunningFfmpeg {
  /** What it writes to `pipe:1`. */
  readonly output: Readable;
  /** Resolves when it has ended well. @throws MALFORMED_MEDIA, CANCELLED, LIMIT_EXCEEDED */
  readonly done: Promise<void>;
}

/** Starts ffmpeg; `signal` kills it. Reads one local file only, whatever that names. */
export function startFfmpeg(call: FfmpegCall, signal: AbortSignal): RunningFfmpeg {
  const { program, folder, demuxer, reading = [], writing, timeoutMs } = call;
  const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', '-threads', '1'];
  // A movie may name other files, or addresses, as the place of its samples: only local files are opened at all.
  const input = ['-protocol_whitelist', 'file', '-f', demuxer, ...reading, '-i', INPUT];
  const args = [...quiet, ...input, '-map_metadata', '-1', '-threads', '1', ...writing];
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
    killSignal: 'SIGKILL',
    signal,
  });
  let words = '';
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(0, MAX_WORDS);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.on('error', reject).on('close', (status) => {
    clearTimeout(limit);
    if (status === 0) resolve();
    else reject(new Error(`ffmpeg ended with ${status ?? 'a signal'}: ${words}`));
  });
  const done = promise.catch((cause: unknown) => {
    if (signal.aborted) throw new DomainError('CANCELLED', undefined, { cause });
    if (isLate) throw new DomainError('LIMIT_EXCEEDED', 'The conversion took too long.', { cause });
    throw new DomainError('MALFORMED_MEDIA', 'ffmpeg could not read this file.', { cause });
  });
  done.catch(() => {});
  return { output: child.stdout, done };
}
