import { useState } from 'react';
import { useAddress } from '../../components/use-address.ts';
import { useChangedElsewhere } from '../../components/use-changed-elsewhere.ts';
import { readTimelineSearch, type TimelineSearch } from './timeline-search.ts';

/** Where the timeline begins, and how the address follows what is in view. */
export interface TimelinePlace {
  /** UTC milliseconds; undefined for the usual beginning. */
  readonly anchor: number | undefined;
  /** Begins anew at a moment, so that going back leads to where one was. */
  readonly jump: (at: number | undefined) => void;
  /** Writes what is in view into the address. */
  readonly follow: (at: number) => void;
}

/** Keeps the address and the place in view together: either may move. */
export function useTimelinePlace(search: TimelineSearch): TimelinePlace {
  const { now, change } = useAddress(readTimelineSearch);
  const [anchor, setAnchor] = useState(search.at);
  const wrote = useChangedElsewhere(search.at, setAnchor);
  const write = (at: number | undefined, replace: boolean): void => {
    if (at === now().at) return;
    wrote(at);
    void change(({ at: _at, ...rest }) => (at === undefined ? rest : { ...rest, at }), { replace, resetScroll: false });
  };
  return {
    anchor,
    jump: (at) => {
      setAnchor(at);
      write(at, false);
    },
    follow: (at) => write(at, true),
  };
}
