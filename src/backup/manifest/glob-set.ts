import { type Glob, matchPart, parseGlob } from './glob.ts';

/** A pattern for a domain and one for a path, as for `parseGlob`. */
export interface EntryPattern {
  readonly domain: string;
  readonly path: string;
}

/** Maximum number of cached domains; a hostile manifest can contain any number. */
const MAX_DOMAINS = 10_000;

/**
 * Matches a name against many patterns at once, in a time that hardly depends on their number. Patterns are kept as a
 * tree of path components, so that common prefixes are matched once.
 */
export class GlobSet {
  readonly #domains: readonly { readonly glob: Glob; readonly patterns: readonly number[] }[];
  readonly #paths: readonly string[];
  /** Compiled paths by domain, and by the set of domain patterns that match a domain. */
  readonly #byDomain = new Map<string, PathSet | null>();
  readonly #byGroups = new Map<string, PathSet>();

  constructor(patterns: readonly EntryPattern[]) {
    const groups = Map.groupBy(patterns.keys(), (index) => patterns[index]?.domain ?? '');
    this.#domains = [...groups].map(([domain, indexes]) => ({ glob: parseGlob(domain), patterns: indexes }));
    this.#paths = patterns.map(({ path }) => path);
  }

  /** Indexes of the matching patterns, in ascending order. */
  match(domain: string, path: string): readonly number[] {
    return this.#pathsOf(domain)?.match(path) ?? NO_MATCHES;
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

const NO_MATCHES: readonly number[] = [];

/** A node in the tree of patterns. */
interface Node {
  /** Components without wildcards. */
  readonly literals: Map<string, Node>;
  readonly globs: { readonly part: string; readonly node: Node }[];
  /** The node after a `**` component. */
  any: Node | null;
  /** True after `**`: every component leads back to the node. */
  readonly repeats: boolean;
  /** Indexes of the patterns that end here. */
  readonly ends: number[];
  /** The step in which the node was last added, so that no node is added twice in one step. */
  step: number;
}

/** Path patterns. */
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
    let nodes = this.#withSkips([this.#root]);
    for (let start = 0; nodes.length > 0 && start <= path.length; ) {
      const slash = path.indexOf('/', start);
      const end = slash === -1 ? path.length : slash;
      nodes = this.#follow(nodes, path.slice(start, end));
      start = end + 1;
    }
    const ends = nodes.flatMap((node) => node.ends);
    return ends.length < 2 ? ends : ends.toSorted((a, b) => a - b);
  }

  #follow(nodes: readonly Node[], part: string): readonly Node[] {
    let next: Node[] | null = null;
    for (const node of nodes) {
      const literal = node.literals.get(part);
      if (literal !== undefined) (next ??= []).push(literal);
      for (const glob of node.globs) if (matchPart(glob.part, part)) (next ??= []).push(glob.node);
      if (node.repeats) (next ??= []).push(node);
    }
    return next === null ? NO_NODES : this.#withSkips(next);
  }

  /** The nodes and those that are reachable without another component: `**` also matches none. */
  #withSkips(nodes: readonly Node[]): readonly Node[] {
    const step = ++this.#step;
    const entered: Node[] = [];
    for (let node of nodes) {
      for (;;) {
        if (node.step === step) break;
        node.step = step;
        entered.push(node);
        if (node.any === null) break;
        node = node.any;
      }
    }
    return entered;
  }
}

const NO_NODES: readonly Node[] = [];

function newNode(repeats: boolean): Node {
  return { literals: new Map(), globs: [], any: null, repeats, ends: [], step: 0 };
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
