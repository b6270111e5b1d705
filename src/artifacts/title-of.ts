import { artifactFacts } from './registry-facts.ts';

/** What people call the artifact `id`; the id itself when an older version left it in the database. */
export function titleOf(id: string): string {
  return artifactFacts.find((artifact) => artifact.id === id)?.title ?? id;
}
