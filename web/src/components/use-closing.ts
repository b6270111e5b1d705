import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** Whether a dialog is shown, and how it is asked to open or close. */
interface Shown {
  readonly isShown: boolean;
  readonly ask: (open: boolean) => void;
}

/**
 * A dialog that stands in the address goes as soon as it is closed, and not only when the router has drawn what is there
 * without it: until then it would take the keys from the screen behind.
 */
export function useClosing(open: boolean, onOpenChange: (open: boolean) => void): Shown {
  const router = useRouter();
  const [isClosing, setIsClosing] = useState(false);
  if (isClosing && !open) setIsClosing(false);
  // It may have been opened anew before anybody saw it closed.
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
