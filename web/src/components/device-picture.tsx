import type { ReactNode } from 'react';
import { classes } from './classes.ts';

/** Front shapes of devices. */
type Face = 'button' | 'notch' | 'island' | 'plain';

/** iPhones with a home button released after the iPhone X: 8, 8 Plus, SE 2 and SE 3 (Apple's model identifiers). */
const LATE_HOME_BUTTONS = new Set(['iPhone10,1', 'iPhone10,2', 'iPhone10,4', 'iPhone10,5', 'iPhone12,8', 'iPhone14,6']);

/** iPhones with a notch although others of the same year have the Dynamic Island: 14, 14 Plus, 16e. */
const LATE_NOTCHES = new Set(['iPhone14,7', 'iPhone14,8', 'iPhone17,5']);

/** A small drawing of a device by its model identifier (`iPhone16,1`). Decorative: the name is next to it. */
export function DevicePicture({
  productType,
  className,
}: {
  readonly productType: string | null;
  readonly className?: string;
}): ReactNode {
  const isTablet = productType?.startsWith('iPad') === true;
  const face = faceOf(productType);
  const [width, height] = isTablet ? [78, 104] : [52, 104];
  const top = face === 'button' ? 13 : 4;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden className={classes('w-auto shrink-0', className)}>
      <rect x="1" y="1" width={width - 2} height={height - 2} rx={face === 'button' ? 8 : 11} className="fill-ink" />
      <rect
        x="4"
        y={top}
        width={width - 8}
        height={height - 2 * top}
        rx={face === 'button' ? 1 : 8}
        className="fill-accent-soft"
      />
      <path
        d={`M4 ${height * 0.7} Q ${width / 2} ${height * 0.55} ${width - 4} ${height * 0.74} V ${height - top - 8} q 0 ${face === 'button' ? 8 : 8} -8 8 H 12 q -8 0 -8 -8 z`}
        className="fill-accent opacity-25"
      />
      {face === 'button' ? (
        <circle cx={width / 2} cy={height - 7} r="3.2" className="fill-none stroke-canvas opacity-60" strokeWidth="1" />
      ) : null}
      {face === 'notch' ? (
        <rect x={width / 2 - 10} y="3" width="20" height="5.5" rx="2.7" className="fill-ink" />
      ) : null}
      {face === 'island' ? (
        <rect x={width / 2 - 7} y="7" width="14" height="4.6" rx="2.3" className="fill-ink" />
      ) : null}
    </svg>
  );
}

function faceOf(productType: string | null): Face {
  const match = /^(iPhone|iPad|iPod)(\d+),/.exec(productType ?? '');
  if (productType === null || match === null) return 'notch';
  const [, family] = match;
  const generation = Number(match[2]);
  if (family === 'iPod') return 'button';
  if (family === 'iPad') return generation <= 7 || generation === 11 || generation === 12 ? 'button' : 'plain';
  if (generation < 10 || LATE_HOME_BUTTONS.has(productType)) return 'button';
  return generation < 15 || LATE_NOTCHES.has(productType) ? 'notch' : 'island';
}
