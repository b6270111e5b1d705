import { ChevronDown, ChevronUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../components/icon-button.tsx';

/** Buttons for the previous and the next record. */
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
  const at = chosen === null ? -1 : keys.indexOf(chosen);
  const hasNeighbour = (by: number): boolean => at !== -1 && keys[at + by] !== undefined;
  return (
    <>
      <IconButton
        label={labels.previous}
        disabled={!hasNeighbour(-1)}
        onClick={() => onStep(-1)}
        {...(shortcuts === undefined ? {} : { shortcut: shortcuts.previous })}
      >
        <ChevronUp size={17} />
      </IconButton>
      <IconButton
        label={labels.next}
        disabled={!hasNeighbour(1)}
        onClick={() => onStep(1)}
        {...(shortcuts === undefined ? {} : { shortcut: shortcuts.next })}
      >
        <ChevronDown size={17} />
      </IconButton>
    </>
  );
}
