import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import * as yauzl from 'yauzl';

/** What a browser saved, read from disk. */
export interface SavedFile {
  /** Name that it is saved under. */
  readonly name: string;
  readonly path: string;
  readonly bytes: Buffer;
}

/** Does what makes the page save a file, and reads that. */
export async function saveFrom(page: Page, action: () => Promise<unknown>): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent('download'), action()]);
  const path = await download.path();
  return { name: download.suggestedFilename(), path, bytes: await readFile(path) };
}

/** The files of a ZIP by name, read by a library that is not ours. */
export async function unzip({ path }: SavedFile): Promise<Map<string, Buffer>> {
  const zip = await yauzl.openPromise(path);
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files.set(entry.fileName, Buffer.concat(chunks));
  }
  return files;
}
