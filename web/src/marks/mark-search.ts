import { flagParam, type RawSearch, textParam } from '../search-params.ts';

/** Filter on marks in the URL of a list, and in its request. */
export interface MarkSearch {
  readonly starred?: true;
  readonly tag?: string;
}

/** Parses the URL parameters. */
export function readMarkSearch(raw: RawSearch): MarkSearch {
  return { ...flagParam(raw, 'starred'), ...textParam(raw, 'tag') };
}

/** The filter of a URL state. */
export function marksIn({ starred, tag }: MarkSearch): MarkSearch {
  return { ...(starred === undefined ? {} : { starred }), ...(tag === undefined ? {} : { tag }) };
}

/** True if a list is filtered by marks. */
export function isByMarks({ starred, tag }: MarkSearch): boolean {
  return starred !== undefined || tag !== undefined;
}

/** A URL state with another filter on marks. */
export function withMarks<Search extends MarkSearch>(search: Search, marks: MarkSearch): Search {
  const { starred: _starred, tag: _tag, ...others } = search;
  return { ...others, ...marks } as Search;
}
