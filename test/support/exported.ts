import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ExportPlan, PLAN_FILE } from '../../src/contract/export.ts';
import { prepareExport } from '../../src/export/prepare-export.ts';
import type { ExportFiles } from '../../src/export/types.ts';
import type { ViewFixture } from './view-fixture.ts';

/** The time of all exports of tests. */
export const EXPORTED_AT = Date.UTC(2026, 10, 29);

/** Writes an export of a fixture to a folder, and returns the paths of its files in the order of writing. */
export async function exportTo(
  folder: string,
  { ctx, backup }: ViewFixture,
  request: Pick<ExportPlan, 'what' | 'format'> & Partial<ExportPlan>,
  files: ExportFiles | null = null,
): Promise<string[]> {
  const asked = { timeZone: 'UTC', bom: false, exportedAt: EXPORTED_AT, ...request, files: files !== null };
  const prepared = await prepareExport({ views: ctx, files, version: '1' }, backup, asked);
  const paths: string[] = [];
  for await (const { path, contents } of prepared.files()) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), contents);
    paths.push(path);
  }
  return paths;
}

/** The text of all files of an export of a fixture, without those that describe it. */
export async function exportedText(
  { ctx, backup }: ViewFixture,
  request: Pick<ExportPlan, 'what' | 'format'> & Partial<ExportPlan>,
): Promise<string> {
  const asked = { timeZone: 'UTC', files: false, bom: false, ...request };
  const prepared = await prepareExport({ views: ctx, files: null, version: '1' }, backup, asked);
  let text = '';
  for await (const { path, contents } of prepared.files()) {
    if (path === 'ABOUT.json' || path === PLAN_FILE) continue;
    for await (const chunk of contents) text += chunk.toString();
  }
  return text;
}

/** Files of a backup with these contents; null for a file that is not there. */
export function fakeFiles(contentsOf: (fileID: string, as?: string) => string | null): ExportFiles {
  return {
    canConvert: async () => true,
    async open(name, as) {
      const text = contentsOf(name, as);
      if (text === null) return null;
      const contents = (async function* () {
        yield Buffer.from(text);
      })();
      return { name, modifiedAt: 0, contents, integrity: () => 'ok', close: async () => undefined };
    },
    name: async (fileID) => `${fileID.slice(0, 4)}.bin`,
    photo: async () => null,
    picture: async () => null,
  };
}
