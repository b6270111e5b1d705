import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the page built from the current sources. */
    pageFolder: string;
  }
}

/** Builds the page once per test run in a temporary folder, so that concurrent runs do not interfere. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-test-page-'));
  execFileSync(process.execPath, ['scripts/build-web.ts', folder], { stdio: 'inherit' });
  project.provide('pageFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
