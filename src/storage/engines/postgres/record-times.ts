/** An id range; both ends inclusive. */
export interface IdRange {
  readonly minId: number;
  readonly maxId: number;
}

/** Records of a division that are searched, and what is known of the times of all its records. */
export interface DivisionTimes {
  readonly records: number;
  /** Ids in ascending order, between each two of which are about as many records; empty if there are no statistics. */
  readonly bounds: readonly number[];
}

/** An id, and about how many records come before it. */
interface Point {
  readonly id: number;
  readonly records: number;
}

/**
 * About when records have their times: photos of years may be less than messages of a month. From the statistics that
 * the planner has of ids, of a hundred parts per division, as if records of a part were evenly distributed.
 */
export class RecordTimes {
  /** Number of searched records. */
  readonly records: number;
  /** Ids from the oldest record with a time to the newest. */
  readonly range: IdRange;
  readonly #points: readonly Point[];

  constructor(range: IdRange, divisions: readonly DivisionTimes[]) {
    this.range = range;
    this.records = divisions.reduce((sum, { records }) => sum + records, 0);
    const { minId } = range;
    const end = range.maxId + 1;
    const known = divisions.map(({ records, bounds }) => ({
      records,
      bounds: bounds.length < 2 ? [minId, end] : bounds,
    }));
    const inside = known.flatMap(({ bounds }) => bounds.filter((id) => id > minId && id < end));
    const ids = [...new Set([minId, ...inside, end])].toSorted((a, b) => a - b);
    this.#points = ids.map((id) => ({
      id,
      records: known.reduce((sum, { records, bounds }) => sum + records * shareBefore(id, bounds), 0),
    }));
  }

  /** About how many records a range has. */
  in({ minId, maxId }: IdRange): number {
    return Math.max(0, this.#before(maxId + 1) - this.#before(minId));
  }

  /** The approximate length, in ids, of the part at one end of a range that holds `records` records; at least 1. */
  lengthOf({ minId, maxId }: IdRange, records: number, from: 'least' | 'greatest'): number {
    const length =
      from === 'least'
        ? this.#idAfter(this.#before(minId) + records) - minId
        : maxId + 1 - this.#idAfter(this.#before(maxId + 1) - records);
    return Math.max(1, Math.ceil(length));
  }

  #before(id: number): number {
    return interpolated(this.#points, id, 'id', 'records');
  }

  #idAfter(records: number): number {
    return interpolated(this.#points, records, 'records', 'id');
  }
}

/** The part of records whose ids are less than this one. */
function shareBefore(id: number, bounds: readonly number[]): number {
  const next = bounds.findIndex((bound) => bound > id);
  if (next === 0) return 0;
  if (next === -1) return 1;
  const [from, to] = [bounds[next - 1] as number, bounds[next] as number];
  return (next - 1 + (id - from) / (to - from)) / (bounds.length - 1);
}

/** `y` of a place on the line through these points, which ascends; the end of the line for places beyond it. */
function interpolated(points: readonly Point[], place: number, x: keyof Point, y: keyof Point): number {
  const next = points.findIndex((point) => point[x] > place);
  if (next === 0) return (points[0] as Point)[y];
  if (next === -1) return (points.at(-1) as Point)[y];
  const [from, to] = [points[next - 1] as Point, points[next] as Point];
  return from[y] + ((place - from[x]) / (to[x] - from[x])) * (to[y] - from[y]);
}
