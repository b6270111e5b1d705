import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupFile } from '../../backup/types.ts';
import type { MovieFacts } from './movie-facts.ts';
import { INPUT } from './run-ffmpeg.ts';

/** Of a longer movie only so much of its beginning is decrypted for a poster: the first key frame lies there. */
const POSTER_BYTES = 24 * 1024 * 1024;
/** A movie header has some hundred kilobytes an hour; a larger one is not copied. */
const MAX_MOOV_BYTES = 64 * 1024 * 1024;

/** Decrypts a file into the sandbox, whole. */
export async function writeInput(file: BackupFile, folder: string, signal: AbortSignal): Promise<void> {
  await withInput(folder, (input) => copy(file, input, 0, file.size, signal));
}

/**
 * Decrypts what is needed for the first picture of a movie: its beginning and its header, at their places in a file with
 * holes. A poster of a movie of 4 GB so takes as long as one of 24 MB.
 */
export async function writePosterInput(
  file: BackupFile,
  facts: MovieFacts | null,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  if (facts === null || file.size <= POSTER_BYTES) {
    await writeInput(file, folder, signal);
    return;
  }
  const { start, end } = facts.moov;
  await withInput(folder, async (input) => {
    await input.truncate(file.size);
    await copy(file, input, 0, POSTER_BYTES, signal);
    if (end - start <= MAX_MOOV_BYTES) await copy(file, input, start, end, signal);
  });
}

async function withInput(folder: string, write: (input: FileHandle) => Promise<void>): Promise<void> {
  const input = await open(join(folder, INPUT), 'wx', 0o600);
  try {
    await write(input);
  } finally {
    await input.close();
  }
}

async function copy(
  file: BackupFile,
  input: FileHandle,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<void> {
  let position = start;
  for await (const chunk of file.stream({ start, end, signal })) {
    for (let done = 0; done < chunk.length; ) {
      const { bytesWritten } = await input.write(chunk, done, chunk.length - done, position);
      done += bytesWritten;
      position += bytesWritten;
    }
  }
}
