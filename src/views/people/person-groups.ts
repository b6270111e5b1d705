/** Union-find of names. The representative of a group is its first name. */
export class Groups {
  readonly #parents = new Map<string, string>();

  /** The representative of the group of `name`; an unknown name is its own group. */
  find(name: string): string {
    let root = name;
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) root = parent;
    // Path compression.
    for (let at = name; at !== root; ) {
      const next = this.#parents.get(at) ?? root;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  /** Joins the groups of two names. */
  join(first: string, second: string): void {
    const [a, b] = [this.find(first), this.find(second)];
    if (a !== b) this.#parents.set(b, a);
  }
}
