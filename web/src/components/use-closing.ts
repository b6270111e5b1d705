import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** Visibility of a dialog, with its change handler. */
interface Shown {
  readonly isShown: boolean;
  readonly ask: (open: boolean) => void;
}

/**
 * Hides a dialog whose state is in the URL as soon as it is closed, before the router renders: until then it would
 * handle keys instead of the screen behind it.
 */
export function useClosing(open: boolean, onOpenChange: (open: boolean) => void): Shown {
  const router = useRouter();
  const [isClosing, setIsClosing] = useState(false);
  if (isClosing && !open) setIsClosing(false);
  // It may have been opened again before the closed state was rendered.
  useEffect(() => {
    if (!isClosing) return undefined;
    return router.subscribe('onRendered', ({ toLocation }) => {
      if (toLocation.href === router.latestLocation.href) setIsClosing(false);
    });
  }, [router, isClosing]);
  return {
    isShown: open && !isClosing,
    ask: (wanted) => {
      const before = router.latestLocation;
      onOpenChange(wanted);
      if (!wanted && router.latestLocation !== before) setIsClosing(true);
    },
  };
}
