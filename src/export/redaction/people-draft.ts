import { fold } from '../../model/fold.ts';
import { handleKey, handleKind } from '../../model/handle.ts';

/** Number of handles whose canonical form is kept: parsing one takes longer than reading a row. */
const MAX_KEPT = 50_000;

/** What is known about a person, or about a handle without one. */
export interface PersonDraft {
  readonly whole: Set<string>;
  readonly parts: Set<string>;
  readonly handleKeys: Set<string>;
  readonly contacts: Set<string>;
  isOwner: boolean;
}

/** The people of a backup, by handle and by name. */
export class PeopleDrafts {
  readonly all: PersonDraft[] = [];
  readonly #byHandle = new Map<string, PersonDraft>();
  readonly #byName = new Map<string, PersonDraft>();
  readonly #keys = new Map<string, string>();

  /** A new person. */
  add(handleKeys: Iterable<string> = []): PersonDraft {
    const draft: PersonDraft = {
      whole: new Set(),
      parts: new Set(),
      handleKeys: new Set(),
      contacts: new Set(),
      isOwner: false,
    };
    this.all.push(draft);
    for (const key of handleKeys) this.addHandle(draft, key);
    return draft;
  }

  /** Adds a handle to a person, unless it is another one's. */
  addHandle(draft: PersonDraft, handle: string): void {
    const key = this.keyOf(handle);
    if (key === '') return;
    const owner = this.#byHandle.get(key);
    if (owner !== undefined && owner !== draft) return;
    this.#byHandle.set(key, draft);
    draft.handleKeys.add(key);
  }

  /** Adds a name to a person. */
  addName(draft: PersonDraft, name: string): void {
    const plain = name.replace(/^~/, '').trim();
    if (plain === '' || handleKind(plain) !== 'other' || draft.handleKeys.has(plain)) return;
    draft.whole.add(plain);
    const folded = fold(plain);
    if (!this.#byName.has(folded)) this.#byName.set(folded, draft);
  }

  /** The person with a handle, a new one if there is none. */
  withHandle(handle: string): PersonDraft {
    return this.#byHandle.get(this.keyOf(handle)) ?? this.add([handle]);
  }

  /** The person with a name, a new one if there is none. */
  withName(name: string): PersonDraft {
    const known = this.#byName.get(fold(name.trim()));
    if (known !== undefined) return known;
    const draft = this.add();
    this.addName(draft, name);
    return draft;
  }

  /** The person with a handle or name; null if there is none. */
  find(handleOrName: string): PersonDraft | null {
    return this.#byHandle.get(this.keyOf(handleOrName)) ?? this.#byName.get(fold(handleOrName.trim())) ?? null;
  }

  /** The canonical form of a handle. */
  keyOf(handle: string): string {
    let key = this.#keys.get(handle);
    if (key === undefined) {
      if (this.#keys.size >= MAX_KEPT) this.#keys.clear();
      key = handleKey(handle);
      this.#keys.set(handle, key);
    }
    return key;
  }
}
