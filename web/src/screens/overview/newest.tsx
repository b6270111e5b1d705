import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SearchHitView } from '../../../../src/contract/search.ts';
import { Button } from '../../components/button.tsx';
import { useText } from '../../i18n/text.tsx';
import { HitRow } from '../../records/hit-row.tsx';
import { Panel } from './panel.tsx';

/** The newest records, with links to each and to the timeline. */
export function Newest({
  backup,
  hits,
}: {
  readonly backup: string;
  readonly hits: readonly SearchHitView[];
}): ReactNode {
  const { newest } = useText().overview;
  return (
    <Panel
      id="newest"
      title={newest.title}
      text={newest.text}
      action={
        <Button asChild size="sm">
          <Link to="/timeline" search={{ backup }}>
            {newest.all}
          </Link>
        </Button>
      }
    >
      {hits.length === 0 ? <p className="text-muted">{newest.empty}</p> : null}
      <ul className="-mx-3">
        {hits.map((hit, index) => (
          <li key={`${hit.type} ${hit.ref}`}>
            <HitRow hit={hit} index={index} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
