import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the page as built from the sources of now. */
    pageFolder: string;
  }
}

/** Builds the page once for a test run, in a folder of its own: runs at the same time do not disturb each other. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-test-page-'));
  execFileSync(process.execPath, ['scripts/build-web.ts', folder], { stdio: 'inherit' });
  project.provide('pageFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
