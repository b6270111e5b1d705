import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { VList, type VListHandle } from 'virtua';
import type { SearchHitView } from '../../../../src/contract/search.ts';
import { MoreFailed } from '../../components/more-failed.tsx';
import { PrintedPart } from '../../components/printed-part.tsx';
import { useKeptRow } from '../../components/use-kept-row.ts';
import { useRowCursor } from '../../components/use-row-cursor.ts';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { HitRow } from '../../records/hit-row.tsx';
import type { LoadedTimeline } from './use-timeline.ts';

/** Number of records before either end at which more are loaded. */
const AHEAD = 30;

const keyOf = ({ backup, artifact, type, ref }: SearchHitView): string => `${backup} ${artifact} ${type} ${ref}`;

/** The records, grouped by day. */
export function TimelineList({
  hits,
  loaded: { shift, newer, older, failed },
  names,
  frame,
  onView,
  onRest,
}: {
  readonly hits: readonly SearchHitView[];
  readonly loaded: LoadedTimeline;
  /** Names of the backups, if there are several. */
  readonly names: ReadonlyMap<string, string> | null;
  readonly frame: RefObject<HTMLDivElement | null>;
  /** Called when the record at the top of the view changes. */
  readonly onView: (hit: SearchHitView) => void;
  /** Called after scrolling has ended. */
  readonly onRest: (hit: SearchHitView) => void;
}): ReactNode {
  const t = useText();
  const zone = useZone();
  const list = useRef<VListHandle>(null);
  useRowCursor({ group: t.timeline.title, labels: t.timeline.keys, count: hits.length, list, frame });
  const kept = useKeptRow(list, hits, keyOf, { shifts: shift });
  const atTop = (): SearchHitView | undefined => hits[list.current?.findItemIndex(list.current.scrollOffset) ?? 0];
  const look = (): void => {
    const { current } = list;
    if (current === null) return;
    if (current.findItemIndex(current.scrollOffset + current.viewportSize) > hits.length - AHEAD) older?.();
    else kept.search(older);
    if (current.findItemIndex(current.scrollOffset) < AHEAD) newer();
    const hit = atTop();
    if (hit !== undefined) onView(hit);
  };
  // A first page may not fill the view.
  useEffect(look);
  const dayOf = ({ at }: SearchHitView): string => (at === null ? '' : formatTime(at, 'date', zone));
  return (
    <div ref={frame} className="min-h-0 min-w-0 flex-1">
      <PrintedPart />
      <VList
        ref={list}
        role="list"
        aria-label={t.timeline.list}
        tabIndex={0}
        data={hits}
        shift={shift}
        onScroll={() => {
          kept.note();
          look();
        }}
        onScrollEnd={() => {
          const hit = atTop();
          if (hit !== undefined) onRest(hit);
        }}
        className="virtual h-full px-1 pb-6 focus-visible:-outline-offset-2 sm:px-3"
      >
        {(hit, index) => {
          const day = dayOf(hit);
          const before = hits[index - 1];
          return (
            <div key={keyOf(hit)} role="listitem" className="max-w-260">
              {before === undefined || dayOf(before) !== day ? (
                <h2 className="px-3 pt-5 pb-1 font-semibold">{day}</h2>
              ) : null}
              <HitRow hit={hit} index={index} time="time" backupName={names?.get(hit.backup)} />
            </div>
          );
        }}
      </VList>
      <MoreFailed more={failed} />
    </div>
  );
}
