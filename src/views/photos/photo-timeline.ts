import type { Direction, TimelinePlace, TimelineReader } from '../paging/timeline-pages.ts';
import { type Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { type CheckedFilter, photosThatPass } from './photo-filter.ts';

type Photos = ReturnType<typeof photosThatPass>;

/** Reads the keys of photos along the index on the time they were taken; the undated ones are the oldest. */
export class PhotoTimeline implements TimelineReader {
  readonly #ctx: ViewContext;
  readonly #scope: Scope;
  readonly #filter: CheckedFilter;

  constructor(ctx: ViewContext, scope: Scope, filter: CheckedFilter) {
    this.#ctx = ctx;
    this.#scope = scope;
    this.#filter = filter;
  }

  async read(direction: Direction, from: TimelinePlace | null, limit: number): Promise<TimelinePlace[]> {
    const found: TimelinePlace[] = [];
    for (const range of photosBeyond(() => this.#all(), direction, from)) {
      if (found.length === limit) break;
      const rows = await range
        .select(['createdAt', 'photo_assets.key'])
        .limit(limit - found.length)
        .execute();
      found.push(...rows.map(({ createdAt, key }) => ({ at: createdAt, key: key ?? '' })));
    }
    return found;
  }

  async find(key: string): Promise<TimelinePlace | null> {
    const itself = this.#all().where('photo_assets.key', '=', key);
    const row = await itself.select('createdAt').executeTakeFirst();
    return row === undefined ? null : { at: row.createdAt, key };
  }

  #all(): Photos {
    return photosThatPass(this.#ctx, this.#scope, this.#filter);
  }
}

/**
 * The photos beyond a place, the nearest first: the rest of its moment, then the other moments, then the undated ones. Each
 * is a range of the index; as one comparison it would be read from the start of the moment on, or sorted.
 */
export function photosBeyond(all: () => Photos, direction: Direction, from: TimelinePlace | null): Photos[] {
  const isNewer = direction === 'newer';
  const order = isNewer ? 'asc' : 'desc';
  const operator = isNewer ? '>' : '<';
  const inOrder = (range: Photos) => range.orderBy('createdAt', order).orderBy('photo_assets.key', order);
  const undated = inOrder(all().where('createdAt', 'is', null));
  const dated = inOrder(all().where('createdAt', 'is not', null));
  if (from === null) return isNewer ? [undated, dated] : [dated, undated];
  const { at, key } = from;
  if (at === null) {
    const rest = undated.where('photo_assets.key', operator, key);
    return isNewer ? [rest, dated] : [rest];
  }
  const moment = inOrder(all().where('createdAt', '=', at).where('photo_assets.key', operator, key));
  const others = inOrder(all().where('createdAt', operator, at));
  return isNewer ? [moment, others] : [moment, others, undated];
}
