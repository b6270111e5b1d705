import { msg } from '../locales/messages.ts';
import { type ArtifactChoice, isChosen } from '../model/artifact-choice.ts';
import { DomainError } from '../model/errors.ts';
import { AREAS } from '../model/kind.ts';
import { registry } from './registry.ts';

/** A change of what is read of a backup; `names` are ids of artifacts and areas. */
export type ChoiceChange =
  | { readonly mode: 'all' }
  | { readonly mode: 'only' | 'without' | 'add'; readonly names: readonly string[] };

/**
 * Applies a change to an earlier choice. `add` keeps what was chosen before; the others replace it.
 * @throws BAD_REQUEST if a name is unknown, or if nothing would be read
 */
export function changeChoice(earlier: ArtifactChoice | null, change: ChoiceChange): ArtifactChoice | null {
  if (change.mode === 'all') return null;
  const artifacts = artifactsNamed(change.names);
  const choice = change.mode === 'add' ? added(earlier, artifacts) : { mode: change.mode, artifacts };
  if (choice === null || registry.every(({ id }) => isChosen(choice, id))) return null;
  if (!registry.some(({ id }) => isChosen(choice, id))) {
    throw new DomainError('BAD_REQUEST', msg('detail.nothing-chosen'));
  }
  return choice;
}

function added(earlier: ArtifactChoice | null, artifacts: readonly string[]): ArtifactChoice | null {
  if (earlier === null) return null;
  const { mode } = earlier;
  return mode === 'only'
    ? { mode, artifacts: [...new Set([...earlier.artifacts, ...artifacts])] }
    : { mode, artifacts: earlier.artifacts.filter((id) => !artifacts.includes(id)) };
}

/** In the order of the registry. */
function artifactsNamed(names: readonly string[]): string[] {
  const unknown = names.find((name) => !AREAS.some((area) => area === name) && !registry.some(({ id }) => id === name));
  if (unknown !== undefined) {
    throw new DomainError('BAD_REQUEST', msg('detail.no-artifact-or-area', { name: unknown, areas: AREAS.join(', ') }));
  }
  return registry.filter(({ id, area }) => names.includes(id) || names.includes(area)).map(({ id }) => id);
}
