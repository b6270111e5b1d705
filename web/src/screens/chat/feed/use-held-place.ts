import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';

/** Number of frames without a change of size after which the view counts as measured. */
const QUIET_FRAMES = 6;
/** Number of frames without a change after which the messages are shown: later changes are out of view. */
const SHOWN_FRAMES = 2;
/** Maximum number of frames until the list is released to the user. */
const MAX_FRAMES = 120;

/** Position of a list: a row, and the edge of the view at which it is. */
export interface HeldPlace {
  readonly index: number;
  readonly align: 'start' | 'center' | 'end';
  /** Pixels of it that are above the view, if it is at the start. */
  readonly offset?: number;
}

/** Holds a list at a position. */
export interface UsedHold {
  /** Restores the position until heights are known. */
  readonly hold: () => void;
  /** Stops because the user scrolls. */
  readonly release: () => void;
  /** True while restoring a position. */
  readonly isHolding: () => boolean;
  /** False until the first position was restored. */
  readonly isPlaced: boolean;
}

/**
 * Holds a list at a position while the heights of its rows are measured. Lists estimate heights first, so that a
 * position moves as rows come into view; it is restored every frame until nothing changes.
 */
export function useHeldPlace(
  list: RefObject<VirtualizerHandle | null>,
  scroller: RefObject<HTMLElement | null>,
  /** The current position; null if there is none. */
  findPlace: () => HeldPlace | null,
  onSettled: () => void,
): UsedHold {
  const frame = useRef(0);
  const state = useRef({ frames: 0, quiet: 0, size: '' });
  const [isPlaced, setIsPlaced] = useState(false);
  const release = (): void => {
    cancelAnimationFrame(frame.current);
    frame.current = 0;
  };
  /** `scrollToIndex` of the list would repeat itself while rows are measured, against a user who scrolls meanwhile. */
  const scrollTo = ({ index, align, offset = 0 }: HeldPlace): void => {
    if (list.current === null || scroller.current === null) return;
    const room = list.current.viewportSize - list.current.getItemSize(index);
    const above = align === 'start' ? -offset : align === 'center' ? room / 2 : room;
    scroller.current.scrollTo({ top: list.current.getItemOffset(index) - above, behavior: 'instant' });
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
    // Of the messages and of the view: a line may appear above the chat.
    const size = `${scroller.current?.scrollHeight} ${scroller.current?.clientHeight}`;
    if (size === current.size) current.quiet += 1;
    else {
      Object.assign(current, { quiet: 0, size });
      scrollTo(place);
    }
    if (current.quiet >= SHOWN_FRAMES) setIsPlaced(true);
    if (current.quiet >= QUIET_FRAMES) settle();
    // oxlint-disable-next-line react/immutability -- read in a later frame, when it is defined
    else frame.current = requestAnimationFrame(() => look());
  });
  const hold = (): void => {
    state.current = { frames: 0, quiet: 0, size: '' };
    cancelAnimationFrame(frame.current);
    // oxlint-disable-next-line react-hooks/rules-of-hooks -- started by an event, continued by frames
    frame.current = requestAnimationFrame(() => look());
  };
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return { hold, release, isHolding: () => frame.current !== 0, isPlaced };
}
