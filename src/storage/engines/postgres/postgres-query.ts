import type { Match } from '../../engine.ts';
import type { QueryTerm } from '../../search/parsed-query.ts';
import { numberEnds } from '../../search/phone-tokens.ts';
import { LONG_FACET, MORE_FACET } from './postgres-copy-terms.ts';

/**
 * Prefixes up to this many characters are not looked up in the index where something else is asked too: so many words
 * begin with them that gathering their records takes longer than looking at what the rest finds.
 */
const BROAD_PREFIX = 2;

/** A search in PostgreSQL's query language (https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSQUERY). */
export interface TsQueries {
  /** What the terms of a record have to match; null when everything does. Of long records it may match some too many. */
  readonly record: string | null;
  /** What the index is asked; finds every record that {@link record} matches. */
  readonly index: string | null;
  /** All of these must be in parts of a long record, each in any part … */
  readonly parts: readonly string[];
  /** … and none of these in any. */
  readonly excludedParts: readonly string[];
}

/** A lexeme between quotes, in which only quotes and backslashes have a meaning. */
const quote = (token: string) => `'${token.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
const all = (expressions: readonly string[]) => expressions.map((expression) => `(${expression})`).join(' & ');
const any = (expressions: readonly string[]) => expressions.map((expression) => `(${expression})`).join(' | ');

/** The words of a term; the last may be a prefix. */
const words = ({ tokens, prefix }: QueryTerm): string[] =>
  tokens.map((token, index) => quote(token) + (prefix && index === tokens.length - 1 ? ':*' : ''));

/** The tokens under which a number stands, see `phone-tokens.ts`. */
const numbers = ({ number }: QueryTerm): string[] =>
  number === null ? [] : [`${quote(`#${number}`)}:*`, ...numberEnds(number).map((end) => quote(`#${end}`))];

/** The term in a text that has all its places. */
const inText = (term: QueryTerm): string => any([words(term).join(' <-> '), ...numbers(term)]);

/** The term in a record's own terms: a long one has no places there, so all words of a phrase may do. */
function inRecord(term: QueryTerm): string {
  if (term.tokens.length === 1) return inText(term);
  return any([inText(term), [...words(term), quote(LONG_FACET)].join(' & ')]);
}

/** The term as the index is asked: GIN knows no places, and takes seven times as long over a phrase as over its words. */
const inIndex = (term: QueryTerm): string => any([words(term).join(' & '), ...numbers(term)]);

const isBroad = (term: QueryTerm): boolean =>
  term.prefix && term.tokens.length === 1 && Array.from(term.tokens[0] as string).length <= BROAD_PREFIX;

/** The queries of a match. */
export function tsQueries({ clauses, excluded, facets, excludedFacets }: Match): TsQueries {
  const filters = [
    ...facets.map((group) => any(group.map(quote))),
    ...excludedFacets.map((facet) => `!${quote(facet)}`),
  ];
  const none = (terms: readonly QueryTerm[]) => terms.map((term) => `!(${inText(term)})`);
  /** A record with more words than its own terms can hold may have any. */
  const some = (list: Match['clauses'], expression: (term: QueryTerm) => string) =>
    list.length === 0 ? [] : [any([all(list.map((clause) => any(clause.map(expression)))), quote(MORE_FACET)])];
  const queryOf = (expressions: readonly string[]) => (expressions.length === 0 ? null : all(expressions));
  const narrow = clauses.filter((clause) => !clause.some(isBroad));
  const plain = excluded.filter(({ tokens, number }) => tokens.length === 1 && number === null);
  return {
    record: queryOf([...some(clauses, inRecord), ...filters, ...none(excluded)]),
    index: queryOf([...some(narrow.length > 0 ? narrow : clauses, inIndex), ...filters, ...none(plain)]),
    parts: clauses.map((clause) => any(clause.map(inText))),
    excludedParts: excluded.map(inText),
  };
}
