import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';

/** Maximum zoom. */
const MAX_SCALE = 8;

/** Zoom factors of a double click and of a key. */
const CLOSE_UP = 2.5;
const KEY_FACTOR = 1.5;

/** Zoom speed of the wheel per pixel; a pinch on a trackpad arrives as small wheel events with Ctrl. */
const WHEEL_SPEED = 0.002;
const PINCH_SPEED = 0.012;

/** Minimum distance of a swipe to the next picture; maximum movement of a tap. */
const SWIPE_PX = 60;

interface Place {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const FIT: Place = { scale: 1, x: 0, y: 0 };

/** Zoom and position of a picture, and functions to change them. */
export interface Zoom {
  readonly place: Place;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly reset: () => void;
  /** Moves by fractions of the view; false if the picture fits. */
  readonly pan: (dx: number, dy: number) => boolean;
  /** Handlers for the element `frame`. */
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: (event: PointerEvent) => void;
    readonly onDoubleClick: (event: { readonly clientX: number; readonly clientY: number }) => void;
  };
}

/**
 * Zoom and pan by wheel, pinch, drag, double click and keys inside `frame`. A swipe on a picture that fits goes to
 * another.
 */
export function useZoom(frame: RefObject<HTMLElement | null>, onSwipe: (direction: 1 | -1) => void): Zoom {
  const [place, setPlace] = useState<Place>(FIT);
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const start = useRef<{ x: number; y: number } | null>(null);

  const clamp = ({ scale, x, y }: Place): Place => {
    const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {};
    const limit = (value: number, size: number): number => {
      const most = ((scale - 1) * size) / 2;
      return Math.min(most, Math.max(-most, value));
    };
    return { scale, x: limit(x, clientWidth), y: limit(y, clientHeight) };
  };
  /** Zooms around a point of the page. */
  const zoomAt = (factor: number, clientX: number, clientY: number): void => {
    const box = frame.current?.getBoundingClientRect();
    if (box === undefined) return;
    const [px, py] = [clientX - box.left - box.width / 2, clientY - box.top - box.height / 2];
    setPlace((before) => {
      const scale = Math.min(MAX_SCALE, Math.max(1, before.scale * factor));
      const change = scale / before.scale;
      return clamp({ scale, x: px - (px - before.x) * change, y: py - (py - before.y) * change });
    });
  };
  const zoomInMiddle = (factor: number): void => {
    const box = frame.current?.getBoundingClientRect();
    if (box !== undefined) zoomAt(factor, box.left + box.width / 2, box.top + box.height / 2);
  };

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    zoomAt(Math.exp(-event.deltaY * (event.ctrlKey ? PINCH_SPEED : WHEEL_SPEED)), event.clientX, event.clientY);
  });
  useEffect(() => {
    const { current } = frame;
    // React adds passive listeners, which cannot prevent the page from zooming.
    const listener = (event: WheelEvent): void => onWheel(event);
    current?.addEventListener('wheel', listener, { passive: false });
    return () => current?.removeEventListener('wheel', listener);
  }, [frame]);

  const move = (event: PointerEvent): void => {
    const known = pointers.current.get(event.pointerId);
    if (known === undefined) return;
    const [dx, dy] = [event.clientX - known.x, event.clientY - known.y];
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (other !== undefined) {
      const before = Math.hypot(known.x - other.x, known.y - other.y);
      const now = Math.hypot(event.clientX - other.x, event.clientY - other.y);
      if (before > 0) zoomAt(now / before, (event.clientX + other.x) / 2, (event.clientY + other.y) / 2);
    } else if (place.scale > 1) {
      setPlace((before) => clamp({ ...before, x: before.x + dx, y: before.y + dy }));
    }
  };
  const lift = (event: PointerEvent): void => {
    const began = start.current;
    if (pointers.current.size === 1 && began !== null && event.pointerType === 'touch' && place.scale === 1) {
      const [dx, dy] = [event.clientX - began.x, event.clientY - began.y];
      if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > Math.abs(dy)) onSwipe(dx < 0 ? 1 : -1);
    }
    pointers.current.delete(event.pointerId);
    start.current = null;
  };

  return {
    place,
    zoomIn: () => zoomInMiddle(KEY_FACTOR),
    zoomOut: () => zoomInMiddle(1 / KEY_FACTOR),
    reset: () => setPlace(FIT),
    pan: (dx, dy) => {
      if (place.scale === 1) return false;
      const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {};
      setPlace((before) => clamp({ ...before, x: before.x + dx * clientWidth, y: before.y + dy * clientHeight }));
      return true;
    },
    handlers: {
      onPointerDown: (event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
        start.current = pointers.current.size === 1 ? { x: event.clientX, y: event.clientY } : null;
      },
      onPointerMove: move,
      onPointerUp: lift,
      onPointerCancel: lift,
      onDoubleClick: ({ clientX, clientY }) => {
        if (place.scale > 1) setPlace(FIT);
        else zoomAt(CLOSE_UP, clientX, clientY);
      },
    },
  };
}
