import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { TimelineSearch } from './timeline-search.ts';

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
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState(search.at);
  const [seen, setSeen] = useState(search.at);
  const [written, setWritten] = useState(search.at);
  // An address that this screen did not write itself: back, forward, or a link.
  if (search.at !== seen) {
    setSeen(search.at);
    if (search.at !== written) setAnchor(search.at);
  }
  const write = (at: number | undefined, replace: boolean): void => {
    setWritten(at);
    const { at: _at, ...rest } = search;
    const next = at === undefined ? rest : { ...rest, at };
    void navigate({ to: '/timeline', search: next, replace, resetScroll: false });
  };
  return {
    anchor,
    jump: (at) => {
      setAnchor(at);
      write(at, false);
    },
    follow: (at) => {
      if (at !== search.at) write(at, true);
    },
  };
}
