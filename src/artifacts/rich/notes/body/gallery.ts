import { CrdtContainer } from './crdt.ts';

/** Maximum number of pictures in one gallery. */
const MAX_CHILDREN = 10_000;

const UUID = /^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/i;

/**
 * Ordered identifiers of the attachments in a gallery (scanned documents): the distinct UUIDs in the maps of its
 * container.
 *
 * @throws MALFORMED_PROTOBUF, LIMIT_EXCEEDED
 */
export function readGallery(bytes: Uint8Array): readonly string[] {
  const container = new CrdtContainer(bytes);
  const children = new Set<string>();
  for (let index = 0; index < container.size && children.size < MAX_CHILDREN; index++) {
    for (const { text } of container.map(index)?.values.values() ?? []) {
      if (text !== null && UUID.test(text)) children.add(text);
    }
  }
  return [...children];
}
