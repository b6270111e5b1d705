import { type Glob, matchPart, parseGlob } from './glob.ts';

/** A pattern over a domain and a path, as for `parseGlob`. */
export interface PlacePattern {
  readonly domain: string;
  readonly path: string;
}

/** Domains whose patterns are remembered; a hostile manifest can have any number of them. */
const MAX_DOMAINS = 10_000;

/**
 * Many patterns, matched with a name at once: the time that a name takes hardly depends on how many patterns there are.
 * Patterns that share their first parts are walked together, part by part.
 */
export class GlobSet {
  readonly #domains: readonly { readonly glob: Glob; readonly patterns: readonly number[] }[];
  readonly #paths: readonly string[];
  /** Compiled paths by domain, and by the groups of patterns that a domain has. */
  readonly #byDomain = new Map<string, PathSet | null>();
  readonly #byGroups = new Map<string, PathSet>();

  constructor(patterns: readonly PlacePattern[]) {
    const groups = Map.groupBy(patterns.keys(), (index) => patterns[index]?.domain ?? '');
    this.#domains = [...groups].map(([domain, indexes]) => ({ glob: parseGlob(domain), patterns: indexes }));
    this.#paths = patterns.map(({ path }) => path);
  }

  /** The indexes of the patterns that match, in ascending order. */
  match(domain: string, path: string): readonly number[] {
    return this.#pathsOf(domain)?.match(path) ?? NONE;
  }

  #pathsOf(domain: string): PathSet | null {
    let known = this.#byDomain.get(domain);
    if (known === undefined) {
      known = this.#compile(domain);
      if (this.#byDomain.size < MAX_DOMAINS) this.#byDomain.set(domain, known);
    }
    return known;
  }

  #compile(domain: string): PathSet | null {
    const groups = this.#domains.keys().filter((index) => this.#domains[index]?.glob.matches(domain) === true);
    const wanted = [...groups];
    if (wanted.length === 0) return null;
    const key = wanted.join();
    let known = this.#byGroups.get(key);
    if (known === undefined) {
      const patterns = wanted.flatMap((index) => this.#domains[index]?.patterns ?? []);
      known = new PathSet(patterns.map((index) => [index, this.#paths[index] ?? '']));
      this.#byGroups.set(key, known);
    }
    return known;
  }
}

const NONE: readonly number[] = [];

/** A place within patterns: what may follow there. */
interface Node {
  /** Parts without wildcards. */
  readonly literals: Map<string, Node>;
  readonly globs: { readonly part: string; readonly node: Node }[];
  /** Behind a part `**`: it also stays where it is, whatever comes. */
  any: Node | null;
  readonly stays: boolean;
  /** Patterns that end here. */
  readonly ends: number[];
  /** The step in which it was last entered: no node is entered twice in one step. */
  step: number;
}

/** Patterns over paths. */
class PathSet {
  readonly #root = newNode(false);
  #step = 0;

  constructor(patterns: readonly (readonly [index: number, path: string])[]) {
    for (const [index, path] of patterns) this.#add(index, path.split('/'));
  }

  #add(index: number, parts: readonly string[]): void {
    let node = this.#root;
    for (const part of parts) node = childOf(node, part);
    node.ends.push(index);
  }

  match(path: string): readonly number[] {
    let places = this.#enter([this.#root]);
    for (let start = 0; places.length > 0 && start <= path.length; ) {
      const slash = path.indexOf('/', start);
      const end = slash === -1 ? path.length : slash;
      places = this.#follow(places, path.slice(start, end));
      start = end + 1;
    }
    const ends = places.flatMap((node) => node.ends);
    return ends.length < 2 ? ends : ends.toSorted((a, b) => a - b);
  }

  #follow(places: readonly Node[], part: string): readonly Node[] {
    let next: Node[] | null = null;
    for (const node of places) {
      const literal = node.literals.get(part);
      if (literal !== undefined) (next ??= []).push(literal);
      for (const glob of node.globs) if (matchPart(glob.part, part)) (next ??= []).push(glob.node);
      if (node.stays) (next ??= []).push(node);
    }
    return next === null ? NOWHERE : this.#enter(next);
  }

  /** The nodes themselves, and those that are reached without another part: `**` may stand for none. */
  #enter(nodes: readonly Node[]): readonly Node[] {
    const step = ++this.#step;
    const places: Node[] = [];
    for (let node of nodes) {
      for (;;) {
        if (node.step === step) break;
        node.step = step;
        places.push(node);
        if (node.any === null) break;
        node = node.any;
      }
    }
    return places;
  }
}

const NOWHERE: readonly Node[] = [];

function newNode(stays: boolean): Node {
  return { literals: new Map(), globs: [], any: null, stays, ends: [], step: 0 };
}

function childOf(node: Node, part: string): Node {
  if (part === '**') return (node.any ??= newNode(true));
  if (!/[*?]/.test(part)) {
    const known = node.literals.get(part) ?? newNode(false);
    node.literals.set(part, known);
    return known;
  }
  let known = node.globs.find((glob) => glob.part === part);
  if (known === undefined) {
    known = { part, node: newNode(false) };
    node.globs.push(known);
  }
  return known.node;
}
