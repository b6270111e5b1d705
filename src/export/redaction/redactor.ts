import type { Redaction, RedactionSummary } from '../../contract/redaction.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { fold } from '../../model/fold.ts';
import { handleKind } from '../../model/handle.ts';
import type { Labels } from './labels.ts';
import { nameForms, spellings } from './name-forms.ts';
import type { PeopleDrafts, PersonDraft } from './people-draft.ts';
import type { RemovedTerm } from './terms.ts';
import { AddressMatcher } from './text/address-matcher.ts';
import type { ReplacedText } from './text/match.ts';
import { NameMatcher, type TextForm } from './text/name-matcher.ts';
import { NumberMatcher } from './text/number-matcher.ts';
import { TextRedactor } from './text/text-redactor.ts';

/** Minimum number of letters of a word that is also found within longer ones. */
const MIN_PART = 4;
/** Minimum number of characters of an account name that is also found within other texts. */
const MIN_ACCOUNT = 5;
/** Number of last digits that identify other people's numbers, whatever their prefix. */
const SAME_DIGITS = 9;
const ADDRESS_LIKE = /@/;
/** A line of an address with at least four letters: abbreviations of states and bare numbers are too common. */
const TELLING_LINE = /\p{L}.*\p{L}.*\p{L}.*\p{L}/u;

/** What a redaction is made of. */
export interface RedactorOptions {
  readonly redaction: Redaction;
  readonly people: PeopleDrafts;
  /** People to be removed, in the order of their letters. */
  readonly removed: readonly PersonDraft[];
  /** Contacts that are companies. */
  readonly companies: ReadonlySet<string>;
  /** Lines of postal addresses, if places are removed. */
  readonly addresses: readonly string[];
  readonly labels: Labels;
}

/** Replaces values of a backup: always the same one by the same. */
export class Redactor {
  readonly #options: RedactorOptions;
  readonly #text: TextRedactor;
  readonly #handles = new Map<string, string>();
  readonly #numbers: NumberMatcher;
  /** Labels of numbers and addresses of others. */
  readonly #others = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #terms: RemovedTerm[] = [];
  readonly #keys = new Map<string, string>();
  readonly #files = new Map<string, string>();
  readonly #originals = new Map<string, string>();
  readonly #people: ReadonlySet<string>;
  readonly #words: ReadonlySet<string>;
  /** Label of each removed contact. */
  readonly contacts = new Map<string, string>();

  constructor(options: RedactorOptions) {
    this.#options = options;
    const { redaction, removed, labels, addresses } = options;
    const names = new LabelledForms(labels.somebody, formsOfOthers(options));
    const numbers: { handleKey: string; label: string }[] = [];
    for (const [index, person] of removed.entries()) {
      this.#addPerson(person, labels.person(index), names, numbers);
    }
    this.#people = new Set(removed.map((_, index) => labels.person(index)));
    const forms: TextForm[] = [];
    for (const [index, word] of redaction.words.entries()) {
      const label = labels.word(index);
      const isPart = fold(word).length >= MIN_PART;
      forms.push(...spellings(word).map((form) => ({ form, label, isPart, isWord: true })));
      this.#terms.push({ label: `word ${index + 1}`, kind: 'word', value: word });
    }
    this.#words = new Set(redaction.words.map((_, index) => labels.word(index)));
    for (const line of addresses.filter((each) => TELLING_LINE.test(each))) {
      forms.push({ form: line, label: labels.place });
      this.#terms.push({ label: 'a place', kind: 'place', value: line });
    }
    this.#numbers = new NumberMatcher(
      numbers,
      this.#hasAllNumbers ? (digits, written) => this.#otherNumber(digits, written) : null,
    );
    const rules = {
      // Words first: a word that is also a name was asked for by itself.
      names: new NameMatcher([...forms, ...names.list()]),
      numbers: this.#numbers,
      addresses: new AddressMatcher((address) => this.#addressLabel(address)),
      place: redaction.places === 'remove' ? labels.place : null,
    };
    this.#text = new TextRedactor(rules, (label) => this.#count(label));
  }

  /** What must not be in the export. Complete once all rows have been read. */
  get terms(): readonly RemovedTerm[] {
    return this.#terms;
  }

  /** A text, and what was replaced in it. */
  replace(text: string): ReplacedText {
    return this.#text.replace(text);
  }

  /** A text without what is removed. */
  text(text: string): string {
    // A name alone is no reference to a record whose key is that name.
    const key = HAS_DIGIT.test(text) ? this.#keys.get(text) : undefined;
    return key ?? this.#text.text(text);
  }

  /** A phone number, address or account. */
  handle(handle: string): string {
    const label = this.#labelOfHandle(handle);
    if (label === null) return this.text(handle);
    this.#count(label);
    return label;
  }

  /** Somebody's label, if the whole value is their handle and they are removed; null for others. */
  personOf(handle: string): string | null {
    const label = this.#handles.get(this.#options.people.keyOf(handle)) ?? null;
    return label !== null && this.#people.has(label) ? label : null;
  }

  /** A value within structured data. */
  value(value: string): string {
    if (FILE_ID.test(value)) return this.file(value);
    // Only columns of handles are numbers for certain: here, digits alone may be a day or an id.
    const label = this.#handles.get(this.#options.people.keyOf(value)) ?? null;
    if (label === null) return this.text(value);
    this.#count(label);
    return label;
  }

  /** The key of a record: one that would give something away is replaced by one that means nothing. */
  key(key: string): string {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    const isHandle = handleKind(key) !== 'other' && this.#labelOfHandle(key) !== null;
    if (!isHandle && this.#text.text(key) === key) return key;
    const made = `r${this.#keys.size + 1}`;
    this.#keys.set(key, made);
    return made;
  }

  /** The key of a person: a handle, or a reference to a contact. */
  personKey(key: string): string {
    return this.#labelOfHandle(key) ?? this.key(key);
  }

  /** A fileID: the digest of a path can be guessed if the path has a number in it, so none is kept. */
  file(fileID: string): string {
    const known = this.#files.get(fileID);
    if (known !== undefined) return known;
    const made = (this.#files.size + 1).toString(16).padStart(8, '0').padEnd(40, '0');
    this.#files.set(fileID, made);
    this.#originals.set(made, fileID);
    return made;
  }

  /** The file of the backup for a replaced fileID. */
  originalFile(fileID: string): string | null {
    return this.#originals.get(fileID) ?? null;
  }

  /** True for a number that is removed, as digits. */
  isNumber(digits: string): boolean {
    return this.#numbers.labelOf(digits) !== null;
  }

  /** Counts a value that was left out. */
  countPlace(): void {
    this.#count(this.#options.labels.place);
  }

  /** What was done so far. */
  summary(): Omit<RedactionSummary, 'notSearched'> {
    const { places, pictures, recordings, documents, kinds } = this.#options.redaction;
    const labels = [...this.#counts.keys()];
    return {
      people: labels.filter((label) => this.#people.has(label)).length,
      numbers: labels.filter((label) => this.#isOther(label)).length,
      words: labels.filter((label) => this.#words.has(label)).length,
      replacements: [...this.#counts.values()].reduce((sum, count) => sum + count, 0),
      places,
      kinds: [...kinds],
      pictures,
      recordings,
      documents,
    };
  }

  get #hasAllNumbers(): boolean {
    const { numbers, people } = this.#options.redaction;
    return numbers || people === 'everyone';
  }

  #isOther(label: string): boolean {
    for (const other of this.#others.values()) if (other === label) return true;
    return false;
  }

  #count(label: string): void {
    this.#counts.set(label, (this.#counts.get(label) ?? 0) + 1);
  }

  #addPerson(
    { whole, parts, handleKeys, contacts }: PersonDraft,
    label: string,
    names: LabelledForms,
    numbers: { handleKey: string; label: string }[],
  ): void {
    const isCompany = contacts.size > 0 && [...contacts].every((contact) => this.#options.companies.has(contact));
    for (const contact of contacts) this.contacts.set(contact, label);
    const forms = nameForms({ whole, parts, isCompany });
    for (const form of forms) {
      names.add(form, label);
      if (!IS_SHORT.test(form)) this.#terms.push({ label, kind: 'name', value: form });
    }
    for (const handleKey of handleKeys) {
      this.#handles.set(handleKey, label);
      const kind = handleKind(handleKey);
      if (kind === 'phone' || kind === 'short-code') numbers.push({ handleKey, label });
      else if (kind === 'other' && handleKey.length >= MIN_ACCOUNT) names.add(handleKey, label, true);
      if (kind !== 'other' || handleKey.length >= MIN_ACCOUNT) {
        const termKind = kind === 'phone' || kind === 'short-code' ? 'number' : 'address';
        this.#terms.push({ label, kind: termKind, value: handleKey });
      }
    }
  }

  #labelOfHandle(handle: string): string | null {
    const key = this.#options.people.keyOf(handle);
    const known = this.#handles.get(key) ?? this.#handles.get(handle);
    if (known !== undefined) return known;
    const kind = handleKind(handle);
    if (kind === 'phone') {
      const digits = handle.replace(/\D/g, '');
      return (
        this.#numbers.labelOf(digits) ??
        (this.#hasAllNumbers && this.#isFree(key) ? this.#otherNumber(digits, handle) : null)
      );
    }
    if (ADDRESS_LIKE.test(handle)) return this.#addressLabel(fold(handle));
    return null;
  }

  #addressLabel(address: string): string | null {
    const known = this.#handles.get(address);
    if (known !== undefined) return known;
    const local = address.slice(0, address.indexOf('@'));
    const tag = local.indexOf('+', 1);
    // Mail to `anna+shop@…` arrives at `anna@…`.
    const untagged = tag === -1 ? undefined : this.#handles.get(local.slice(0, tag) + address.slice(local.length));
    if (untagged !== undefined) return untagged;
    const digits = /^\+?[\d-]{7,}$/.test(local) ? this.#numbers.labelOf(local.split('-')[0] ?? local) : null;
    if (digits !== null) return digits;
    return this.#hasAllNumbers && this.#isFree(address) ? this.#otherAddress(address) : null;
  }

  /** False for the handles of those who keep them, unless all are removed. */
  #isFree(handleKey: string): boolean {
    if (this.#options.redaction.numbers) return true;
    const person = this.#options.people.find(handleKey);
    return person === null || this.#options.removed.includes(person);
  }

  #otherNumber(digits: string, written: string): string {
    const same = digits.replace(/^0+/, '').slice(-SAME_DIGITS);
    // Digits without a prefix may be anything, and the same ones may be in an id that stays.
    return this.#other(`number ${same}`, 'number', /^[+(0]/.test(written) ? digits : null);
  }

  #otherAddress(address: string): string {
    return this.#other(`address ${address}`, 'address', address);
  }

  /** `value`: what is searched in the finished export; null for nothing. */
  #other(same: string, kind: 'number' | 'address', value: string | null): string {
    const known = this.#others.get(same);
    if (known !== undefined) return known;
    const index = [...this.#others.keys()].filter((other) => other.startsWith(kind)).length;
    const label = this.#options.labels[kind](index);
    this.#others.set(same, label);
    if (value !== null) this.#terms.push({ label, kind, value });
    return label;
  }
}

/** Names of two letters are replaced, but too short to be searched: they are in markup and abbreviations. */
const IS_SHORT = /^\p{Script=Latin}{1,2}$/u;
const HAS_DIGIT = /\d/;
const FILE_ID = /^[0-9a-f]{40}$/;

/**
 * Parts of the names of contacts who keep theirs, folded: a family name that Person A shares with another person is
 * not replaced by Person A. Namesakes do not count: they may be another card of the same person.
 */
function formsOfOthers({ people, removed }: RedactorOptions): ReadonlySet<string> {
  const isRemoved = new Set(removed);
  const wholeNames = new Set(removed.flatMap(({ whole }) => [...whole].map(fold)));
  const others = people.all.filter(
    (person) =>
      person.contacts.size > 0 &&
      !isRemoved.has(person) &&
      ![...person.whole].some((name) => wholeNames.has(fold(name))),
  );
  return new Set(others.flatMap((person) => nameForms({ ...person, isCompany: false }).map(fold)));
}

/** Forms of names. One that several people have stands for none of them. */
class LabelledForms {
  readonly #forms = new Map<string, TextForm>();
  readonly #shared: string;
  readonly #others: ReadonlySet<string>;

  /** `others`: forms that people have who are not removed. */
  constructor(shared: string, others: ReadonlySet<string>) {
    this.#shared = shared;
    this.#others = others;
  }

  add(form: string, label: string, isPart = false): void {
    const folded = fold(form);
    const known = this.#forms.get(folded);
    const isShared = (known !== undefined && known.label !== label) || this.#others.has(folded);
    this.#forms.set(folded, { form, label: isShared ? this.#shared : label, isPart: isPart || known?.isPart === true });
  }

  list(): TextForm[] {
    return [...this.#forms.values()];
  }
}

/** The people that a redaction removes, in the order of their letters. @throws NOT_FOUND */
export function removedPeople(
  { people, except, owner }: Redaction,
  drafts: PeopleDrafts,
  findKey: (key: string) => PersonDraft | null,
): PersonDraft[] {
  const named = (keys: readonly string[]): Set<PersonDraft> =>
    new Set(
      keys.map((key) => {
        const draft = findKey(key) ?? drafts.find(key);
        if (draft === null) throw new DomainError('NOT_FOUND', msg('detail.no-person-or-handle'));
        return draft;
      }),
    );
  if (people !== 'everyone') {
    const wanted = named(people);
    return drafts.all.filter((draft) => wanted.has(draft) || (owner && draft.isOwner));
  }
  const kept = named(except);
  return drafts.all.filter((draft) => !kept.has(draft) && (owner || !draft.isOwner));
}
