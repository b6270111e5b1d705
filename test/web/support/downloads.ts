import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import * as yauzl from 'yauzl';

/** A downloaded file. */
export interface SavedFile {
  /** Suggested name. */
  readonly name: string;
  readonly path: string;
  readonly bytes: Buffer;
}

/** Runs an action that starts a download, and reads the file. */
export async function saveFrom(page: Page, action: () => Promise<unknown>): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent('download'), action()]);
  const path = await download.path();
  return { name: download.suggestedFilename(), path, bytes: await readFile(path) };
}

/** The files of a ZIP by name, read by an independent library. */
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
