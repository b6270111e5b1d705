import type { CSSProperties } from 'react';

/** The colour of a calendar without one. */
const PLAIN = '#7a7a7a';

/** A colour of the backup; grey if invalid. */
export function dotColour(colour: string | null): string {
  return colour !== null && /^#[0-9a-f]{6}$/i.test(colour) ? colour : PLAIN;
}

/**
 * Style of a bar in the colour of its calendar: the hue is kept, lightness and chroma are fixed so that text is
 * readable in both themes.
 */
export function barColours(colour: string | null): CSSProperties {
  const own = dotColour(colour);
  return {
    backgroundColor: `light-dark(oklch(from ${own} 0.93 min(c, 0.055) h), oklch(from ${own} 0.33 min(c, 0.07) h))`,
    color: `light-dark(oklch(from ${own} 0.38 min(c, 0.11) h), oklch(from ${own} 0.9 min(c, 0.09) h))`,
  };
}
