import { execFileSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { keptBuild } from '../../support/kept-build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the page built from the current sources. */
    pageFolder: string;
  }
}

/** Builds the page in a folder that only tests use, so that the page of `npm run build:web` is not replaced. */
export default async function setup(project: TestProject): Promise<void> {
  const folder = await keptBuild('apple-juicer-test-page', ['web/**/*', 'src/**/*', 'assets/**/*'], (draft) => {
    execFileSync(process.execPath, ['scripts/build-web.ts', draft], { stdio: 'inherit' });
  });
  project.provide('pageFolder', folder);
}
