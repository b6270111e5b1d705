import { interiorPageOf } from './sqlite-rebuild/interior-page.ts';
import { mayComeFrom, type Orphan, orphansOf } from './sqlite-rebuild/orphans.ts';
import { PageFile } from './sqlite-rebuild/page-file.ts';
import { isIndexPage, readIndexChildren, readTreePage, rowBytes, type TreePage } from './sqlite-rebuild/table-page.ts';
import {
  type DatabaseSchema,
  fitsTable,
  hasRows,
  SCHEMA_TABLE,
  type TableSchema,
} from './sqlite-rebuild/table-schema.ts';
import { Claims, Contradiction, MAX_DEPTH, type Place, surveyTable } from './sqlite-rebuild/tree-survey.ts';
import type { DatabaseImage } from './sqlite-table-pages.ts';

export { COMPARED_COLUMNS } from './sqlite-rebuild/table-page.ts';
export type { DatabaseSchema, TableSchema } from './sqlite-rebuild/table-schema.ts';

const HEADER_BYTES = 100;
/** Limits of {@link rebuiltPages}, which reads the whole database and keeps a hundred bytes of each page. */
const MAX_PAGES = 1 << 18;
const MAX_BYTES = 1024 ** 3;
/** Maximum number of comparisons of an orphan with a place. */
const MAX_COMPARISONS = 20_000_000;
/** Most pages with the same digest that are compared with each other. */
const MAX_TWINS = 8;

/**
 * True if a table with ROWIDs has an interior page, or a root page, that is none. Reads only these pages and a few leaf
 * pages: as many as a table is deep. A leaf page is thought to be whole otherwise.
 *
 * @param roots the root pages of the tables
 */
export function hasLostInteriorPage(image: DatabaseImage, roots: readonly number[]): boolean {
  const file = PageFile.of(image);
  if (file === null) return false;
  const walk = new InteriorWalk(file);
  return roots.some((root) => walk.isBroken(root));
}

class InteriorWalk {
  readonly #file: PageFile;
  readonly #bytes: Uint8Array;
  /** Pages that may be read: more than tables have, so that pages in a circle end. */
  #left: number;

  constructor(file: PageFile) {
    this.#file = file;
    this.#bytes = new Uint8Array(file.pageSize);
    this.#left = 4 * file.count;
  }

  isBroken(root: number): boolean {
    const depth = this.#depth(root, 0, (children) => children[0]);
    return depth === null || depth !== this.#depth(root, 0, (children) => children.at(-1)) || this.#has(root, depth);
  }

  /** The depth of a leaf page; null if the way to it is broken. */
  #depth(number: number, depth: number, next: (children: readonly number[]) => number | undefined): number | null {
    const page = this.#page(number);
    if (page === null || depth > MAX_DEPTH) return null;
    return page.isLeaf ? depth : this.#depth(next(page.children) ?? 0, depth + 1, next);
  }

  /** True if a page above the leaf pages is broken. */
  #has(number: number, depth: number): boolean {
    if (depth === 0) return false;
    const page = this.#page(number);
    if (page === null || page.isLeaf) return true;
    return depth > 1 && page.children.some((child) => this.#has(child, depth - 1));
  }

  #page(number: number): TreePage | null {
    if (!this.#file.has(number) || this.#left-- <= 0) return null;
    const bytes = this.#file.page(number, this.#bytes);
    return readTreePage(bytes, startOf(number), this.#file.usable);
  }
}

/**
 * Makes the interior pages of tables anew that are damaged while the pages below them are whole: to be laid over the
 * database by their numbers. Each has the pages without a parent that can only be below it: by ROWIDs, level, number of
 * columns, NULLs and, where there are pointer maps, by these. It gives none where anything contradicts that: a page with
 * two parents, two pages with the same rows or overlapping ROWIDs, a damaged list of free pages. A page is
 * assumed to be the right one if it fits its place: if it was overwritten with another page that fits, this goes unnoticed,
 * and its rows can end up in another table of the same shape that has lost a page as well.
 */
export function rebuiltPages(image: DatabaseImage, schema: DatabaseSchema): ReadonlyMap<number, Uint8Array> {
  const file = PageFile.of(image);
  const free = file?.freelist() ?? null;
  if (file === null || free === null || file.count > MAX_PAGES || image.size > MAX_BYTES) return new Map();
  try {
    const rebuilding = new Rebuilding(file, schema, free);
    // A page that was found again may lead to further ones that are lost.
    for (let round = 0; round < MAX_DEPTH && rebuilding.fill(); round++);
    return file.overlay;
  } catch (error) {
    if (error instanceof Contradiction) return new Map();
    throw error;
  }
}

class Rebuilding {
  readonly #file: PageFile;
  readonly #schema: DatabaseSchema;
  readonly #free: ReadonlySet<number>;
  readonly #pages = new Map<number, TreePage>();
  /** Numbers of the pages below each page of an index. */
  readonly #indexPages = new Map<number, readonly number[]>();
  /** Places that were filled, perhaps without all that was there. */
  readonly #filled: Place[] = [];

  constructor(file: PageFile, schema: DatabaseSchema, free: ReadonlySet<number>) {
    this.#file = file;
    this.#schema = schema;
    this.#free = free;
    const buffer = new Uint8Array(file.pageSize);
    // A page has one parent, so there cannot be more of them than pages.
    let children = 0;
    for (let number = 1; number <= file.count; number++) {
      if (children > 2 * file.count) throw new Contradiction('more children than pages');
      if (free.has(number) || file.isReserved(number)) continue;
      const bytes = file.page(number, buffer);
      if (number > 1 && isIndexPage(bytes)) {
        const below = readIndexChildren(bytes, file.usable) ?? [];
        children += below.length;
        if (below.length > 0) this.#indexPages.set(number, below);
        continue;
      }
      const page = readTreePage(bytes, startOf(number), file.usable);
      if (page === null) continue;
      if (!page.isLeaf) children += page.children.length;
      this.#pages.set(number, page);
    }
  }

  /** Fills what can be filled; false if that is nothing. @throws Contradiction */
  fill(): boolean {
    const claims = new Claims();
    const places: Place[] = [];
    const owners = new Map<number, TableSchema>();
    for (const table of [SCHEMA_TABLE, ...this.#schema.tables]) {
      const survey = surveyTable(this.#pages, table, claims);
      if (table === SCHEMA_TABLE && survey.places.length > 0) throw new Contradiction('the schema is damaged');
      places.push(...survey.places);
      for (const leaf of survey.leaves) owners.set(leaf, table);
    }
    for (const root of this.#schema.indexes) this.#claimIndex(root, claims, 0);
    if (places.length === 0) return false;

    const orphans = orphansOf(this.#pages, claims);
    if (orphans.length * (places.length + this.#filled.length) > MAX_COMPARISONS)
      throw new Contradiction('too many pages');
    const inDoubt = this.#tablesInDoubt(new Set(places.map(({ number }) => number)), owners);
    const found = new Map<Place, Orphan[]>();
    for (const orphan of orphans) {
      const place = this.#placeOf(orphan, places, inDoubt);
      if (place === null) continue;
      const below = found.get(place);
      if (below === undefined) found.set(place, [orphan]);
      else below.push(orphan);
    }
    let isFilled = false;
    for (const [place, children] of found) if (this.#fillPlace(place, children)) isFilled = true;
    return isFilled;
  }

  #claimIndex(number: number, claims: Claims, depth: number): void {
    if (depth > MAX_DEPTH) throw new Contradiction('too deep');
    claims.add(number);
    for (const child of this.#indexPages.get(number) ?? []) this.#claimIndex(child, claims, depth + 1);
  }

  /**
   * Tables with a page whose rows another page has too. One of the two may be a copy in place of a page that is lost, which
   * is then not noticed.
   * @throws Contradiction if one of them has no parent
   */
  #tablesInDoubt(lost: ReadonlySet<number>, owners: ReadonlyMap<number, TableSchema>): ReadonlySet<TableSchema> {
    const alike = new Map<number, number[]>();
    for (const [number, page] of this.#pages) {
      if (!page.isLeaf || !hasRows(page) || lost.has(number)) continue;
      const known = alike.get(page.digest);
      if (known === undefined) alike.set(page.digest, [number]);
      else known.push(number);
    }
    const inDoubt = new Set<TableSchema>();
    for (const numbers of alike.values()) {
      for (const number of numbers.length === 1 ? [] : numbers) {
        if (numbers.length <= MAX_TWINS && !numbers.some((other) => other !== number && this.#areTwins(number, other)))
          continue;
        const table = owners.get(number);
        if (table === undefined) throw new Contradiction('pages with the same rows');
        inDoubt.add(table);
      }
    }
    return inDoubt;
  }

  #areTwins(one: number, other: number): boolean {
    const [rows, others] = [this.#rowBytes(one), this.#rowBytes(other)];
    return rows.length === others.length && rows.every((row, index) => areEqual(row, others[index]));
  }

  #rowBytes(number: number): Uint8Array[] {
    return rowBytes(this.#file.page(number), this.#file.usable, startOf(number));
  }

  /** The only place that the pages can come from; null if there are several, or they were not right below it. */
  #placeOf(orphan: Orphan, places: readonly Place[], inDoubt: ReadonlySet<TableSchema>): Place | null {
    const possible = places.filter((place) => mayComeFrom(orphan, place));
    const isRightBelow = ({ height }: Place): boolean => height === null || height === orphan.height + 1;
    if (this.#file.hasMaps) {
      const parent = this.#file.mappedParent(orphan.number);
      return possible.find((place) => place.number === parent && isRightBelow(place)) ?? null;
    }
    const [place, another] = possible;
    if (place === undefined || another !== undefined || !isRightBelow(place)) return null;
    for (const table of inDoubt) if (fitsTable(orphan.shape, table)) return null;
    const isElsewhere = this.#filled.some((filled) => filled.table !== place.table && mayComeFrom(orphan, filled));
    return isElsewhere ? null : place;
  }

  /** @throws Contradiction for pages with overlapping ROWIDs */
  #fillPlace(place: Place, orphans: readonly Orphan[]): boolean {
    const { number } = place;
    const isFree = number > 1 && this.#file.has(number) && !this.#file.isReserved(number) && !this.#free.has(number);
    const level = orphans.reduce((highest, { height }) => Math.max(highest, height), 0);
    const inOrder = orphans.toSorted((one, other) => (one.low < other.low ? -1 : 1));
    for (const [index, { high }] of inOrder.entries()) {
      const next = inOrder[index + 1];
      if (next !== undefined && high >= next.low) throw new Contradiction('overlapping ROWIDs');
    }
    const children = inOrder.filter(({ height }) => height === level);
    // SQLite refuses an interior page with one child.
    if (!isFree || children.length < 2) return false;
    const bytes = interiorPageOf(children, this.#file.pageSize, this.#file.usable);
    const page = bytes === null ? null : readTreePage(bytes, 0, this.#file.usable);
    if (bytes === null || page === null) return false;
    this.#file.lay(number, bytes);
    this.#pages.set(number, page);
    this.#filled.push(place);
    return true;
  }
}

function startOf(number: number): number {
  return number === 1 ? HEADER_BYTES : 0;
}

function areEqual(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return one.length === other?.length && one.every((byte, index) => byte === other[index]);
}
