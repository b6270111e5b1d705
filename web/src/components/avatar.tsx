import { type ReactNode, useState } from 'react';
import { classes } from './classes.ts';

/** Background and text colours of initials; contrast is AA in both themes. */
const HUES = [
  'bg-accent-soft text-accent',
  'bg-info-soft text-info',
  'bg-warning-soft text-warning',
  'bg-danger-soft text-danger',
  'bg-sunken text-muted',
] as const;

const SIZES = { sm: 'size-7 text-xs', md: 'size-10 text-base', lg: 'size-16 text-xl' } as const;

/** A person's photo or initials. Decorative: the name is next to it. */
export function Avatar({
  name,
  photo,
  size = 'md',
  onBroken,
}: {
  readonly name: string;
  /** URL of the photo. Initials are shown without one, while it loads and if it fails. */
  readonly photo?: string | null;
  readonly size?: keyof typeof SIZES;
  /** Called if the photo cannot be shown, so that it is not requested again. */
  readonly onBroken?: (photo: string) => void;
}): ReactNode {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span
      aria-hidden
      className={classes(
        'relative inline-flex shrink-0 items-center justify-center overflow-hidden rounded-full font-semibold select-none',
        SIZES[size],
        hueOf(name),
      )}
    >
      {initialsOf(name)}
      {typeof photo === 'string' && photo !== broken ? (
        <img
          src={photo}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => {
            setBroken(photo);
            onBroken?.(photo);
          }}
          className="absolute inset-0 size-full object-cover"
        />
      ) : null}
    </span>
  );
}

/** Initials of the first and the last word; empty for numbers and symbols. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const [first] = words;
  const last = words.length > 1 ? words.at(-1) : undefined;
  return (
    [first, last]
      .map((word) => Array.from(word ?? '')[0] ?? '')
      .join('')
      .toLocaleUpperCase() || '#'
  );
}

/** Hue by name, so that a person has the same colour everywhere. */
function hueOf(name: string): string {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return HUES[sum % HUES.length] ?? HUES[0];
}
