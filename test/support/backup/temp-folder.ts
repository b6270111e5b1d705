import { hash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new, empty folder that is removed when the current test ends. */
export function tempFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'backup-test-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** All names under `folder` with type, size, mtime and contents. Equal listings mean that nothing was modified. */
export function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const stat = lstatSync(path);
      return [name, stat.mode, stat.size, stat.mtimeMs, stat.isFile() ? hash('sha256', readFileSync(path)) : ''].join(
        ' ',
      );
    });
}
