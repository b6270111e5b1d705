import type { RefCallback } from 'react';

/**
 * A ref that reports media which failed before React mounted its element, for example while a part of the screen was still
 * being loaded: the event of that is lost. `onError` must have the same effect if it is called again by the event.
 */
export function failedAtOnce(onError: () => void): RefCallback<HTMLMediaElement> {
  return (element) => {
    if (element !== null && element.error !== null) onError();
  };
}
