import type { ProtoMessage } from '../../../../formats/protobuf.ts';
import { type CrdtContainer, type ObjectId, readObjectId } from './crdt.ts';

/** One step of a path: a number, and the device that chose it, which decides between equal numbers. */
interface Step {
  readonly number: number | bigint;
  readonly device: string;
}

/**
 * The values of an ordered set, which is field 5 of its object (docs/format/notes.md). Its elements are stored in no
 * order: each has a path, by which they are sorted. Elements without a path keep their sequence.
 *
 * @throws MALFORMED_PROTOBUF, LIMIT_EXCEEDED
 */
export function orderedValues(container: CrdtContainer, set: ProtoMessage | null | undefined): readonly ObjectId[] {
  return (set?.messages(1) ?? [])
    .flatMap((element) => {
      const value = element.message(2);
      return value === null ? [] : [{ value: readObjectId(value), path: pathOf(container, element.message(4)) }];
    })
    .sort((one, other) => comparePaths(one.path, other.path))
    .map(({ value }) => value);
}

/** The path in the register of an element. */
function pathOf(container: CrdtContainer, register: ProtoMessage | null): readonly Step[] {
  const contents = register?.message(2) ?? null;
  const index = contents === null ? null : container.object(readObjectId(contents).object);
  return (index?.message(9)?.messages(1) ?? []).map((step) => {
    const device = step.unsigned(1);
    return {
      number: step.signed(2) ?? 0,
      device: container.uuid(typeof device === 'number' ? device : null) ?? '',
    };
  });
}

/** A path is before its continuations with numbers from 0 on, and behind those with negative ones. */
function comparePaths(one: readonly Step[], other: readonly Step[]): number {
  for (const [depth, step] of one.entries()) {
    const against = other[depth];
    if (against === undefined) return step.number < 0 ? -1 : 1;
    if (step.number !== against.number) return step.number < against.number ? -1 : 1;
    if (step.device !== against.device) return step.device < against.device ? -1 : 1;
  }
  const next = other[one.length];
  return next === undefined ? 0 : next.number < 0 ? 1 : -1;
}
