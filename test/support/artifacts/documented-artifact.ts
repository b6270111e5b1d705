import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArtifactDefinition } from '../../../src/artifacts/kit/artifact.ts';

const ROOT = new URL('../../../', import.meta.url);

/** The artifact that docs/architecture.md has as a worked example. */
export async function documentedArtifact(): Promise<ArtifactDefinition> {
  const page = await readFile(new URL('docs/architecture.md', ROOT), 'utf8');
  const code = /```ts\n(.*?)```/s.exec(page)?.[1] ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'aj-documented-'));
  try {
    const file = join(folder, 'documented.ts');
    await writeFile(file, code.replace('../kit/', new URL('src/artifacts/kit/', ROOT).href));
    const [artifact] = Object.values((await import(file)) as Record<string, ArtifactDefinition>);
    if (artifact === undefined) throw new Error('docs/architecture.md has no worked example.');
    return artifact;
  } finally {
    await rm(folder, { recursive: true });
  }
}
