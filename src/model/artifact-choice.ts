/**
 * Which artifacts of a backup are read; null stands for all. `without` includes the artifacts that later versions add,
 * `only` does not.
 */
export interface ArtifactChoice {
  readonly mode: 'only' | 'without';
  /** Ids of artifacts. */
  readonly artifacts: readonly string[];
}

/** True if the artifact is to be read. */
export function isChosen(choice: ArtifactChoice | null, artifact: string): boolean {
  return choice === null || choice.artifacts.includes(artifact) === (choice.mode === 'only');
}
