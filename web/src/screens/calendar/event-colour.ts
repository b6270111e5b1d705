import type { CSSProperties } from 'react';

/** The colour of a calendar that names none. */
const PLAIN = '#7a7a7a';

/** A colour of the backup, or grey for what is none. */
export function dotColour(colour: string | null): string {
  return colour !== null && /^#[0-9a-f]{6}$/i.test(colour) ? colour : PLAIN;
}

/**
 * How a bar in the colour of its calendar looks: the hue stays, lightness and colourfulness are ours, so that what stands on
 * it can be read in both themes.
 */
export function barColours(colour: string | null): CSSProperties {
  const own = dotColour(colour);
  return {
    backgroundColor: `light-dark(oklch(from ${own} 0.93 min(c, 0.055) h), oklch(from ${own} 0.33 min(c, 0.07) h))`,
    color: `light-dark(oklch(from ${own} 0.38 min(c, 0.11) h), oklch(from ${own} 0.9 min(c, 0.09) h))`,
  };
}
