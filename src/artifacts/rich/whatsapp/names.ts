import { handleOf, jidKind } from './jid.ts';
import type { Person } from './json-types.ts';
import type { LidMap } from './lids.ts';

/** Sources of names, most trusted first (the order of WhatsApp Web). */
const SOURCES = ['partner', 'contact', 'account', 'push', 'partner-number', 'member'] as const;
type Source = (typeof SOURCES)[number];

/** Maximum number of names of each source. */
const MAX_NAMES = 500_000;
/** Maximum number of cached people. */
const MAX_PEOPLE = 100_000;

/** Names of people by JID. */
export class Names {
  readonly #bySource = new Map<Source, Map<string, string>>(SOURCES.map((source) => [source, new Map()]));
  readonly #people = new Map<string, Person>();
  readonly #lids: LidMap;
  /** Called for each look-up of a person; null if nothing is traced. */
  watcher: ((jid: string, person: Person) => void) | null = null;

  /** @param lids finds the phone numbers of LIDs */
  constructor(lids: LidMap) {
    this.#lids = lids;
  }

  /**
   * Adds a name; the first one of each source is used. The title of a chat with a person can be just the number, which
   * is less useful than the push name.
   */
  add(source: 'contact' | 'account' | 'push' | 'partner' | 'member', jid: string, name: string | null): void {
    if (name === null || name === '') return;
    const names = this.#bySource.get(source === 'partner' && looksLikeNumber(name) ? 'partner-number' : source);
    const key = this.#lids.resolve(jid);
    if (names !== undefined && names.size < MAX_NAMES && !names.has(key)) names.set(key, name);
  }

  /** The name of a person; `~` marks a push name. Null if unknown. */
  of(jid: string): string | null {
    const key = this.#lids.resolve(jid);
    for (const [source, names] of this.#bySource) {
      const name = names.get(key);
      if (name !== undefined) return source === 'push' ? ownName(name) : name;
    }
    return null;
  }

  /** A person by JID, with number and name if known. */
  person(jid: string): Person {
    const person = this.#person(jid);
    this.watcher?.(jid, person);
    return person;
  }

  #person(jid: string): Person {
    const known = this.#people.get(jid);
    if (known !== undefined) return known;
    const resolved = this.#lids.resolve(jid);
    const person = { jid: resolved, handle: handleOf(resolved), name: this.of(resolved) };
    if (this.#people.size >= MAX_PEOPLE) this.#people.clear();
    this.#people.set(jid, person);
    return person;
  }

  /** A person whose name is known or whose LID has a known number; otherwise null. */
  known(jid: string): Person | null {
    const person = this.person(jid);
    return person.name !== null || person.jid !== jid ? person : null;
  }

  /** The person in a text that is a JID; null for anything else. */
  personIn(text: string | null): Person | null {
    const jid = this.#lids.canonical(text);
    return jid === null || jidKind(jid) === 'other' ? null : this.person(jid);
  }
}

/** A push name, marked with a single `~`. */
export function ownName(name: string): string {
  return `~${name.replace(/^~+\s*/, '')}`;
}

function looksLikeNumber(name: string): boolean {
  return /^[+\d\s().\-–\u00a0\u2011]+$/.test(name);
}
