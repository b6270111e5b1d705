import type { Match } from '../../engine.ts';
import type { QueryTerm } from '../../search/parsed-query.ts';
import { numberEnds } from '../../search/phone-tokens.ts';
import { LONG_FACET, MORE_FACET } from './postgres-copy-terms.ts';
import { pairOf } from './word-pairs.ts';

/**
 * Prefixes up to this length are not looked up in the index if the query has other terms: they match so many words that
 * collecting their records takes longer than filtering the other results.
 */
const BROAD_PREFIX = 2;

/**
 * A search in PostgreSQL's query language
 * (https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSQUERY).
 */
export interface TsQueries {
  /** Condition on the terms of a record; null if all match. Of long records it may match too many. */
  readonly record: string | null;
  /**
   * Conditions for the index, which must all be true; they find at least the records that {@link record} matches. One
   * for the words and one for each filter: between conditions GIN skips what one of them does not have, within one it
   * goes through all records with the rarest word.
   */
  readonly index: readonly string[];
  /** True if the index finds exactly the records that {@link record} matches. */
  readonly isExact: boolean;
  /**
   * What GIN collects, whatever the other conditions are, each time it is asked: all records with any word that begins
   * like a prefix of a condition for the index. Null if none has a prefix; {@link record} if that is nothing but one.
   */
  readonly collected: string | null;
  /** Conditions for the index without any prefix, which find records that do not match too; null if there are none. */
  readonly withoutPrefixes: readonly string[] | null;
  /** Each of these must match in some part of a long record … */
  readonly parts: readonly string[];
  /** … and none of these in any part. */
  readonly excludedParts: readonly string[];
}

/** A quoted lexeme, in which only quotes and backslashes are special. */
const quote = (token: string) => `'${token.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
const all = (expressions: readonly string[]) => expressions.map((expression) => `(${expression})`).join(' & ');
const any = (expressions: readonly string[]) => expressions.map((expression) => `(${expression})`).join(' | ');

/** The words of a term; the last may be a prefix. */
const words = ({ tokens, prefix }: QueryTerm): string[] =>
  tokens.map((token, index) => quote(token) + (prefix && index === tokens.length - 1 ? ':*' : ''));

/** The terms of neighbouring words; the last word is left out if it is a prefix. */
const pairs = ({ tokens, prefix }: QueryTerm): string[] =>
  tokens.slice(1, prefix ? -1 : undefined).map((token, index) => quote(pairOf(tokens[index] as string, token)));

/** The tokens under which a number is indexed; see `phone-tokens.ts`. */
const numbers = ({ number }: QueryTerm): string[] =>
  number === null ? [] : [`${quote(`#${number}`)}:*`, ...numberEnds(number).map((end) => quote(`#${end}`))];

/** The term in a text with complete positions. */
const inText = (term: QueryTerm): string => any([words(term).join(' <-> '), ...numbers(term)]);

/**
 * The term in a record's own terms. A long record has no positions there, so all words of a phrase count as a match.
 */
function inRecord(term: QueryTerm): string {
  if (term.tokens.length === 1) return inText(term);
  return any([inText(term), [...words(term), quote(LONG_FACET)].join(' & ')]);
}

/**
 * The term as an index condition. GIN has no positions, so a phrase is its words and their pairs, which long records do
 * not have.
 */
function inIndex(term: QueryTerm): string {
  const found = pairs(term);
  const close = found.length === 0 ? [] : [any([found.join(' & '), quote(LONG_FACET)])];
  return any([[...words(term), ...close].join(' & '), ...numbers(term)]);
}

const isBroad = (term: QueryTerm): boolean =>
  term.prefix && term.tokens.length === 1 && Array.from(term.tokens[0] as string).length <= BROAD_PREFIX;

/** The queries of a match. */
export function tsQueries(match: Match): TsQueries {
  const { clauses, excluded, facets, excludedFacets } = match;
  const wanted = facets.map((group) => any(group.map(quote)));
  const unwanted = excludedFacets.map((facet) => `!${quote(facet)}`);
  const none = (terms: readonly QueryTerm[]) => terms.map((term) => `!(${inText(term)})`);
  /** A record with more words than its terms can hold may contain any word. */
  const some = (list: Match['clauses'], expression: (term: QueryTerm) => string) =>
    list.length === 0 ? [] : [any([all(list.map((clause) => any(clause.map(expression)))), quote(MORE_FACET)])];
  const record = [...some(clauses, inRecord), ...wanted, ...unwanted, ...none(excluded)];
  const narrow = clauses.filter((clause) => !clause.some(isBroad));
  const plain = excluded.filter(({ tokens, number }) => tokens.length === 1 && number === null);
  const [first, ...others] = [...some(narrow.length > 0 ? narrow : clauses, inIndex), ...wanted];
  // A condition that only excludes would make GIN read the whole index.
  const beside = [...(first === undefined ? [] : [first]), ...unwanted, ...none(plain)];
  const looked = [...(narrow.length > 0 ? narrow : clauses).flat(), ...plain];
  const prefixes = looked.flatMap((term) => (term.prefix ? words(term).slice(-1) : []));
  const isPrefixAlone = record.length === 1 && looked.length === 1 && looked.every(({ tokens }) => tokens.length === 1);
  const wholeRecord = record.length === 0 ? null : all(record);
  return {
    record: wholeRecord,
    index: beside.length === 0 ? [] : [all(beside), ...others],
    isExact:
      plain.length === excluded.length &&
      (narrow.length === 0 || narrow.length === clauses.length) &&
      clauses.every((clause) => clause.every(({ tokens }) => tokens.length === 1)),
    collected: prefixes.length === 0 ? null : isPrefixAlone ? wholeRecord : any(prefixes),
    withoutPrefixes: prefixes.length === 0 ? null : indexWithoutPrefixes(match),
    parts: clauses.map((clause) => any(clause.map(inText))),
    excludedParts: excluded.map(inText),
  };
}

function indexWithoutPrefixes(match: Match): readonly string[] | null {
  const clauses = match.clauses.filter((clause) => !clause.some(({ prefix }) => prefix));
  if (clauses.length + match.facets.length === 0) return null;
  return tsQueries({ ...match, clauses, excluded: match.excluded.filter(({ prefix }) => !prefix) }).index;
}
