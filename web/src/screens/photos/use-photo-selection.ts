import { useMemo, useRef, useState } from 'react';

/** Photos that are chosen, by their index in the layout. */
export interface PhotoSelection {
  /** True while photos are chosen instead of opened. */
  readonly isOn: boolean;
  readonly chosen: ReadonlySet<number>;
  readonly start: () => void;
  readonly end: () => void;
  /** Chooses a photo or no longer does; `extend`: all from the last one to it. */
  readonly toggle: (index: number, extend: boolean) => void;
  /** Chooses all of a range, or none of it if all are chosen. */
  readonly toggleAll: (first: number, count: number) => void;
}

/** The selection of a grid. Ends when `layout` is another one, whose photos have other places. */
export function usePhotoSelection(layout: unknown): PhotoSelection {
  const [state, setState] = useState<{ readonly of: unknown; readonly chosen: ReadonlySet<number> } | null>(null);
  const last = useRef(0);
  const isOn = state !== null && state.of === layout;
  return useMemo(() => {
    const choose = (change: (chosen: Set<number>) => void): void =>
      setState((before) => {
        const chosen = new Set<number>(before !== null && before.of === layout ? before.chosen : []);
        change(chosen);
        return { of: layout, chosen };
      });
    return {
      isOn,
      chosen: isOn ? state.chosen : new Set(),
      start: () => choose(() => undefined),
      end: () => setState(null),
      toggle: (index, extend) => {
        const from = extend ? last.current : index;
        last.current = index;
        choose((chosen) => {
          if (!extend && chosen.delete(index)) return;
          for (let at = Math.min(from, index); at <= Math.max(from, index); at++) chosen.add(at);
        });
      },
      toggleAll: (first, count) =>
        choose((chosen) => {
          const range = Array.from({ length: count }, (_, offset) => first + offset);
          const isWhole = range.every((index) => chosen.has(index));
          for (const index of range) {
            if (isWhole) chosen.delete(index);
            else chosen.add(index);
          }
        }),
    };
  }, [isOn, state, layout]);
}
