import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from '../components/icon-button.tsx';

/** Direction of the button that had the focus when it was pressed: each record has buttons of its own. */
let pressed: 1 | -1 | null = null;

/**
 * Buttons for the previous and the next record. The one that is pressed keeps the focus, for the next press, also at the end
 * of the list.
 */
export function StepButtons({
  keys,
  chosen,
  labels,
  shortcuts,
  onStep,
}: {
  /** Keys in list order. */
  readonly keys: readonly string[];
  readonly chosen: string | null;
  readonly labels: { readonly previous: string; readonly next: string };
  /** Equivalent keyboard shortcuts. */
  readonly shortcuts?: { readonly previous: string; readonly next: string };
  readonly onStep: (by: 1 | -1) => void;
}): ReactNode {
  const frame = useRef<HTMLSpanElement>(null);
  const at = chosen === null ? -1 : keys.indexOf(chosen);
  const hasNeighbour = (by: number): boolean => at !== -1 && keys[at + by] !== undefined;
  const step = (by: 1 | -1): void => {
    if (!hasNeighbour(by)) return;
    pressed = by;
    onStep(by);
  };
  useEffect(() => {
    const has = document.activeElement;
    if (pressed !== null && (has === document.body || has?.id === 'main')) {
      const [previous, next] = frame.current?.querySelectorAll('button') ?? [];
      (pressed === 1 ? next : previous)?.focus({ preventScroll: true });
    }
    pressed = null;
  }, []);
  const buttons = [
    { by: -1, label: labels.previous, shortcut: shortcuts?.previous, Icon: ChevronUp },
    { by: 1, label: labels.next, shortcut: shortcuts?.next, Icon: ChevronDown },
  ] as const;
  return (
    <span ref={frame} className="contents">
      {buttons.map(({ by, label, shortcut, Icon }) => (
        <IconButton
          key={by}
          label={label}
          aria-disabled={!hasNeighbour(by)}
          onClick={() => step(by)}
          {...(shortcut === undefined ? {} : { shortcut })}
        >
          <Icon size={17} />
        </IconButton>
      ))}
    </span>
  );
}
