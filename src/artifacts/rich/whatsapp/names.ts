import { handleOf, jidKind } from './jid.ts';
import type { Person } from './json-types.ts';
import type { LidMap } from './lids.ts';

/** Where a name comes from, the most trusted first (the order that WhatsApp Web shows). */
const SOURCES = ['partner', 'contact', 'account', 'push', 'partner-number', 'member'] as const;
type Source = (typeof SOURCES)[number];

/** Names that are kept of each source. */
const MAX_NAMES = 500_000;
/** People that are remembered with everything about them. */
const MAX_PEOPLE = 100_000;

/** What people are called, by their address. */
export class Names {
  readonly #bySource = new Map<Source, Map<string, string>>(SOURCES.map((source) => [source, new Map()]));
  readonly #people = new Map<string, Person>();
  readonly #lids: LidMap;

  /** @param lids finds the numbers behind LIDs */
  constructor(lids: LidMap) {
    this.#lids = lids;
  }

  /**
   * Learns a name; of one source the first counts. The title of a chat with a person may be no name but only the number,
   * which is worth less than what they call themselves.
   */
  add(source: 'contact' | 'account' | 'push' | 'partner' | 'member', jid: string, name: string | null): void {
    if (name === null || name === '') return;
    const names = this.#bySource.get(source === 'partner' && looksLikeNumber(name) ? 'partner-number' : source);
    const key = this.#lids.resolve(jid);
    if (names !== undefined && names.size < MAX_NAMES && !names.has(key)) names.set(key, name);
  }

  /** The name of a person; `~` marks one they gave themselves. Null where none is known. */
  of(jid: string): string | null {
    const key = this.#lids.resolve(jid);
    for (const [source, names] of this.#bySource) {
      const name = names.get(key);
      if (name !== undefined) return source === 'push' ? `~${name}` : name;
    }
    return null;
  }

  /** A person by address, with the number and name as far as they are known. */
  person(jid: string): Person {
    const known = this.#people.get(jid);
    if (known !== undefined) return known;
    const resolved = this.#lids.resolve(jid);
    const person = { jid: resolved, handle: handleOf(resolved), name: this.of(resolved) };
    if (this.#people.size >= MAX_PEOPLE) this.#people.clear();
    this.#people.set(jid, person);
    return person;
  }

  /** A person of whom a name is known, or the number behind the LID; null for anybody else. */
  known(jid: string): Person | null {
    const person = this.person(jid);
    return person.name !== null || person.jid !== jid ? person : null;
  }

  /** The person in a text that holds an address; null for anything else. */
  personIn(text: string | null): Person | null {
    const jid = this.#lids.canonical(text);
    return jid === null || jidKind(jid) === 'other' ? null : this.person(jid);
  }
}

function looksLikeNumber(name: string): boolean {
  return /^[+\d\s().\-–\u00a0\u2011]+$/.test(name);
}
