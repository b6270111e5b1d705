import { useState } from 'react';
import { useAddress } from '../../components/use-address.ts';
import { useChangedElsewhere } from '../../components/use-changed-elsewhere.ts';
import { readTimelineSearch, type TimelineSearch } from './timeline-search.ts';

/** Start of the timeline, and functions that synchronise it with the URL. */
export interface TimelinePlace {
  /** UTC milliseconds; undefined for the default start. */
  readonly anchor: number | undefined;
  /** Restarts at another time, with a history entry. */
  readonly jump: (at: number | undefined) => void;
  /** Writes the time in view to the URL. */
  readonly follow: (at: number) => void;
}

/** Synchronises the URL and the time in view: either can change. */
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
