import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';

/** Frames without a change of height after which what is in view was measured. */
const QUIET_FRAMES = 6;
/** Frames without a change after which the messages are shown: what moves after them is out of view. */
const SHOWN_FRAMES = 2;
/** However restless heights are, the list is the reader's after so many frames. */
const MAX_FRAMES = 120;

/** Where a list is held: a row, and the edge of the view at which it stands. */
export interface HeldPlace {
  readonly index: number;
  readonly align: 'start' | 'center' | 'end';
}

/** A way to hold a list in its place. */
export interface UsedHold {
  /** Looks for the place until heights are known. */
  readonly hold: () => void;
  /** Ends it: the reader scrolls. */
  readonly release: () => void;
  /** True while a place is looked for. */
  readonly isHolding: () => boolean;
  /** False until the first place was found. */
  readonly isPlaced: boolean;
}

/**
 * Holds a list in a place while the heights of its rows are measured. A list guesses them at first, so that a place moves
 * as rows come into view; here it is looked for again, frame by frame, until nothing changes any more.
 */
export function useHeldPlace(
  list: RefObject<VirtualizerHandle | null>,
  scroller: RefObject<HTMLElement | null>,
  /** The place as it is now; null where there is none. */
  findPlace: () => HeldPlace | null,
  onSettled: () => void,
): UsedHold {
  const frame = useRef(0);
  const state = useRef({ frames: 0, quiet: 0, height: -1 });
  const [isPlaced, setIsPlaced] = useState(false);
  const release = (): void => {
    cancelAnimationFrame(frame.current);
    frame.current = 0;
  };
  const settle = (): void => {
    release();
    setIsPlaced(true);
    onSettled();
  };
  const look = useEffectEvent((): void => {
    const { current } = state;
    const place = findPlace();
    current.frames += 1;
    if (place === null || current.frames > MAX_FRAMES) {
      settle();
      return;
    }
    const height = scroller.current?.scrollHeight ?? 0;
    if (height === current.height) current.quiet += 1;
    else {
      Object.assign(current, { quiet: 0, height });
      list.current?.scrollToIndex(place.index, { align: place.align });
    }
    if (current.quiet >= SHOWN_FRAMES) setIsPlaced(true);
    if (current.quiet >= QUIET_FRAMES) settle();
    // oxlint-disable-next-line react/immutability -- read in a later frame, when it is there
    else frame.current = requestAnimationFrame(() => look());
  });
  const hold = (): void => {
    state.current = { frames: 0, quiet: 0, height: -1 };
    cancelAnimationFrame(frame.current);
    // oxlint-disable-next-line react-hooks/rules-of-hooks -- it begins at an event, after which frames follow
    frame.current = requestAnimationFrame(() => look());
  };
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return { hold, release, isHolding: () => frame.current !== 0, isPlaced };
}
