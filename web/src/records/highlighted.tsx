import type { ReactNode } from 'react';
import type { SearchHitView } from '../../../src/contract/search.ts';

/** Text of a record with search terms marked. */
export function Highlighted({
  hit: { snippet, highlights },
}: {
  readonly hit: Pick<SearchHitView, 'snippet' | 'highlights'>;
}): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of highlights) {
    if (start > at) parts.push(snippet.slice(at, start));
    parts.push(<mark key={start}>{snippet.slice(start, end)}</mark>);
    at = end;
  }
  parts.push(snippet.slice(at));
  return <>{parts}</>;
}
