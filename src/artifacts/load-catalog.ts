import { readdirSync } from 'node:fs';
import type { ArtifactDefinition } from './kit/artifact.ts';

/** Each file here exports an artifact. */
const CATALOG = new URL('./catalog/', import.meta.url);

function artifactIn(name: string, module: object): ArtifactDefinition {
  const [artifact, another] = Object.values(module) as ArtifactDefinition[];
  if (artifact === undefined || another !== undefined) throw new Error(`catalog/${name} has to export one artifact.`);
  return artifact;
}

/**
 * The artifacts of `catalog/`, by file name: a file there is an artifact, and nothing else names it. The bundle replaces
 * this file by imports of the same files (`scripts/bundle.ts`).
 */
export const catalog: readonly ArtifactDefinition[] = await Promise.all(
  readdirSync(CATALOG)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .toSorted()
    .map(async (name) => artifactIn(name, (await import(new URL(name, CATALOG).href)) as object)),
);
