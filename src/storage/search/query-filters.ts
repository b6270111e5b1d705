import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { ParsedQuery } from './parsed-query.ts';
import { parseQueryDate } from './query-dates.ts';
import { parseTimeOfDay, type TimeOfDay } from './time-of-day.ts';

/** Names of filters of the form `name:value`; with any other name it is two words. */
export const FILTER_NAMES = [
  'type',
  'area',
  'from',
  'with',
  'in',
  'after',
  'before',
  'until',
  'time',
  'has',
  'is',
  'tag',
  'note',
] as const;
/** The name of a filter. */
export type FilterName = (typeof FILTER_NAMES)[number];

/** Values of `has:`. */
const HAS_WORDS = ['attachment', 'location'];

/** Values of `is:`. */
const IS_WORDS = ['marked', 'starred', 'tagged', 'noted'];

/** Filters that exclude after a `-`. */
const EXCLUDABLE = ['type', 'area', 'has', 'is', 'tag', 'note'] as const;
type Excludable = (typeof EXCLUDABLE)[number];

/** Collects the filters of a query. */
export class QueryFilters {
  readonly #timeZone: string;
  readonly #lists: Record<'from' | 'with' | 'in' | Excludable | `-${Excludable}`, string[]> = {
    type: [],
    area: [],
    from: [],
    with: [],
    in: [],
    has: [],
    is: [],
    tag: [],
    note: [],
    '-type': [],
    '-area': [],
    '-has': [],
    '-is': [],
    '-tag': [],
    '-note': [],
  };
  #after: number | null = null;
  #before: number | null = null;
  readonly #times: TimeOfDay[] = [];

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** Adds a filter; several with one name are alternatives. @throws BAD_REQUEST for an invalid one */
  add(name: FilterName, typed: string, negated: boolean): void {
    const value = typed.trim();
    if (value === '') throw new DomainError('BAD_REQUEST', msg('detail.value-expected', { name }));
    if (negated && !EXCLUDABLE.some((each) => each === name)) {
      throw new DomainError('BAD_REQUEST', msg('detail.not-excludable', { name }));
    }
    switch (name) {
      case 'after': {
        const at = parseQueryDate(name, value, this.#timeZone, 'start');
        this.#after = this.#after === null ? at : Math.min(this.#after, at);
        return;
      }
      case 'before':
      case 'until': {
        const at = parseQueryDate(name, value, this.#timeZone, name === 'until' ? 'end' : 'start');
        this.#before = this.#before === null ? at : Math.max(this.#before, at);
        return;
      }
      case 'time':
        this.#times.push(parseTimeOfDay(value));
        return;
      case 'has': {
        const word = value.toLowerCase();
        if (!HAS_WORDS.includes(word))
          throw new DomainError('BAD_REQUEST', msg('detail.unknown-has', { words: HAS_WORDS.join(', ') }));
        this.#lists[negated ? '-has' : 'has'].push(word);
        return;
      }
      case 'is': {
        const word = value.toLowerCase();
        if (!IS_WORDS.includes(word))
          throw new DomainError('BAD_REQUEST', msg('detail.unknown-is', { words: IS_WORDS.join(', ') }));
        this.#lists[negated ? '-is' : 'is'].push(word);
        return;
      }
      case 'tag':
      case 'note':
        this.#lists[negated ? (`-${name}` as const) : name].push(value);
        return;
      case 'type':
      case 'area':
        this.#lists[negated ? (`-${name}` as const) : name].push(value.toLowerCase());
        return;
      case 'from':
      case 'with':
      case 'in':
        this.#lists[name].push(value);
        return;
    }
  }

  /** The collected filters. */
  result(): Omit<ParsedQuery, 'clauses' | 'excluded'> {
    return {
      types: this.#lists.type,
      excludedTypes: this.#lists['-type'],
      areas: this.#lists.area,
      excludedAreas: this.#lists['-area'],
      from: this.#lists.from,
      with: this.#lists.with,
      in: this.#lists.in,
      has: this.#lists.has,
      excludedHas: this.#lists['-has'],
      is: this.#lists.is,
      excludedIs: this.#lists['-is'],
      tags: this.#lists.tag,
      excludedTags: this.#lists['-tag'],
      notes: this.#lists.note,
      excludedNotes: this.#lists['-note'],
      after: this.#after,
      before: this.#before,
      times: this.#times,
    };
  }
}
