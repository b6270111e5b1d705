import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupFile } from '../../backup/types.ts';
import type { MovieFacts } from './movie-facts.ts';
import { INPUT } from './run-ffmpeg.ts';

/** For a poster of a longer movie, only this many leading bytes are decrypted; they contain the first key frame. */
const POSTER_BYTES = 24 * 1024 * 1024;
/** A movie header takes a few hundred kilobytes per hour; a larger one is not copied. */
const MAX_MOOV_BYTES = 64 * 1024 * 1024;

/** Decrypts the whole file into the sandbox. */
export async function writeInput(file: BackupFile, folder: string, signal: AbortSignal): Promise<void> {
  await withInput(folder, (input) => copy(file, input, 0, file.size, signal));
}

/**
 * Decrypts the parts needed for the first picture of a movie, its beginning and its header, at their positions in a
 * sparse file. The poster of a 4 GB movie thus takes as long as that of a 24 MB one.
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
