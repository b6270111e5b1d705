import { MAX_READ_BYTES, type OpenedFile, type ReadFile } from '../types.ts';

/** Reads a file into memory up to the limit, and closes it. */
export async function readOpened(file: OpenedFile): Promise<ReadFile> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of file.contents) {
      size += chunk.byteLength;
      if (size > MAX_READ_BYTES) return { bytes: null, integrity: 'ok' };
      chunks.push(chunk);
    }
    return { bytes: new Uint8Array(Buffer.concat(chunks)), integrity: await file.integrity() };
  } finally {
    await file.close();
  }
}
