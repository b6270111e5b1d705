import type { ArtifactDefinition } from '../../../src/artifacts/kit/artifact.ts';
import type { ExampleFiles } from '../../../src/artifacts/kit/records/declaration.ts';
import { filesOfExample } from '../../../src/artifacts/kit/records/example.ts';
import { exampleBytes } from '../../../src/synthetic/examples/example-bytes.ts';
import { extractFiles } from './extract-files.ts';

/** Rows of a table. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** The rows by table, the notes and the losses of an artifact whose stores are written like those of examples. */
export function readStores(
  artifact: ArtifactDefinition,
  files: NonNullable<ExampleFiles['files']>,
): {
  readonly tables: Readonly<Record<string, Rows>>;
  readonly notes: Readonly<Record<string, number>>;
  readonly losses: Readonly<Record<string, number>>;
} {
  const { rows, notes, losses } = extractFiles(
    artifact,
    filesOfExample({ id: artifact.id, example: { files } }, {}).map(({ domain, relativePath, contents }) => ({
      domain,
      relativePath,
      bytes: exampleBytes(contents),
    })),
  );
  return { tables: rows, notes, losses };
}
