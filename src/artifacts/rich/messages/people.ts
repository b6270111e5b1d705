import type { SourceHandle } from './handles.ts';

/**
 * Returns a function that finds the person of a handle: the person in the address book with this handle, or with
 * another handle of the same `person_centric_id` (assigned by Apple); otherwise that id; otherwise the handle itself.
 *
 * @param owners people of the address book by canonical handle
 */
export function personLookup(
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
