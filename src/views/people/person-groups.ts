/** Names that stand for one and the same, joined as it turns out. The representative of a group is its first name. */
export class Groups {
  readonly #parents = new Map<string, string>();

  /** The representative of the group that `name` is in; a name that is new is a group of its own. */
  find(name: string): string {
    let root = name;
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) root = parent;
    // Shortens later ways, whatever order the names were joined in.
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
