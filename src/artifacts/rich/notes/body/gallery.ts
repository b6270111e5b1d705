import { CrdtContainer } from './crdt.ts';
import { orderedValues } from './ordered-set.ts';

/** Maximum number of pictures in one gallery. */
const MAX_CHILDREN = 10_000;

const UUID = /^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/i;

/**
 * Identifiers of the attachments in a gallery (scanned documents) in their order: the values of its ordered set, or the
 * UUIDs in the maps of a container without one.
 *
 * @throws MALFORMED_PROTOBUF, LIMIT_EXCEEDED
 */
export function readGallery(bytes: Uint8Array): readonly string[] {
  const container = new CrdtContainer(bytes);
  const ordered = new Set<string>();
  const others = new Set<string>();
  for (let index = 0; index < container.size; index++) {
    for (const value of orderedValues(container, container.object(index)?.message(5))) {
      const text = value.text ?? container.map(value.object)?.values.get('self')?.text ?? null;
      if (text !== null) ordered.add(text);
    }
    for (const { text } of container.map(index)?.values.values() ?? []) {
      if (text !== null && UUID.test(text)) others.add(text);
    }
  }
  return [...(ordered.size > 0 ? ordered : others)].slice(0, MAX_CHILDREN);
}
