import type { SourceHandle } from './handles.ts';

/**
 * Who is behind a handle: the human of the address book who has it, or who has another handle of the person Apple
 * assigned (`person_centric_id`); else that person; else the handle itself.
 *
 * @param owners humans by canonical handle
 */
export function peopleBehind(
  handles: Iterable<SourceHandle>,
  owners: ReadonlyMap<string, number>,
): (handle: SourceHandle) => string {
  const ofPerson = new Map<string, number>();
  for (const { key, person } of handles) {
    const owner = owners.get(key);
    if (owner !== undefined && !ofPerson.has(person)) ofPerson.set(person, owner);
  }
  return ({ key, person }) => {
    const owner = owners.get(key) ?? ofPerson.get(person);
    return owner === undefined ? person : `human ${owner}`;
  };
}
