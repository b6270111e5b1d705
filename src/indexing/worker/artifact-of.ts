import type { ArtifactDefinition } from '../../artifacts/kit/artifact.ts';
import { plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { WriteTarget } from '../../storage/index.ts';

/** The artifact that is to be read, one of `artifacts`. @throws INTERNAL */
export function artifactOf({ artifact }: WriteTarget, artifacts: readonly ArtifactDefinition[]): ArtifactDefinition {
  const found = artifacts.find(({ id }) => id === artifact);
  if (found !== undefined) return found;
  throw new DomainError('INTERNAL', plain(`The plan names an artifact that this version does not have: ${artifact}.`));
}
